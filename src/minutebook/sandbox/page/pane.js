// One chat: its head, its messages, and either the place to write or a sentence saying what to do.

import { act } from "./api.js";
import { Composer } from "./composer.js";
import { alertBox, toast } from "./dialogs.js";
import { avatar, count, el, fill } from "./dom.js";
import { Log } from "./log.js";
import { Toolbar } from "./toolbar.js";

/** A pane. `world` gives `me`, `time`, `day`, `onStart(payload)` and `bot`; `kind` is "group" or "private". */
export class Pane {
  constructor(kind, root, world) {
    this.kind = kind;
    this.root = root;
    this.world = world;
    this.head = el("header", { class: "pane-head" });
    this.body = el("div", { class: "pane-body" });
    this.empty = el("div", { class: "empty" });
    const links = {
      get bot() { return world.bot; },
      onStart: (payload) => world.onStart(payload),
      onCommand: (command) => this.composer.suggest(`${command} `),
    };
    const doing = {
      inGroup: kind === "group", links, time: world.time, day: world.day, jump: (key) => this.jump(key),
      react: (message, emoji) => this.try({ do: "react", message: message.key, emoji }),
      vote: (message, option, mine) => this.try({ do: "vote", message: message.key, option: mine ? null : option }),
      press: (message, button, node) => this.press(message, button, node),
      stop: (message) => this.try({ do: "stop", message: message.key }),
      remove: (message) => this.try({ do: "delete", message: message.key }),
    };
    this.log = new Log(this.body, doing, (node) => this.toolbar.attach(node));
    this.composer = new Composer(kind, { send: (action, me) => this.send(action, me), refuse: (error) => this.refuse(error), onUp: () => this.log.focusLast() });
    this.toolbar = new Toolbar(this.log, this.composer, doing);
    this.root.append(this.head, this.body, this.empty, this.composer.form);
  }

  /** Draw the chat; gives what to read out of it. */
  show(chat, viewer, fresh) {
    const note = this.note(chat, viewer);
    const readable = chat.messages.length > 0 || chat.open;
    this.root.classList.toggle("closed", !chat.open);
    this.drawHead(chat);
    this.body.hidden = !readable;
    this.empty.hidden = !note;
    this.empty.classList.toggle("foot-note", readable && !chat.open);
    const print = JSON.stringify([viewer.id, chat.state, Boolean(note)]);
    if (print !== this.noted) fill(this.empty, note);
    this.noted = print;
    this.composer.belong(viewer.id, chat.menu, chat.open);
    return this.log.show(chat.messages, fresh);
  }

  drawHead(chat) {
    const sub = this.kind === "group" ? count(chat.members, "member") : "bot · only you see this chat";
    const print = JSON.stringify([chat.title, sub, chat.open]);
    if (print === this.headed) return;
    this.headed = print;
    const face = this.kind === "group" ? { initials: chat.initials, tint: "group" } : { bot: true, tint: "bot" };
    const block = this.kind === "private" && chat.open
      && el("button", { type: "button", class: "plain", text: "Block", title: "Block the bot, as on Telegram", on: { click: () => this.try({ do: "block" }) } });
    fill(this.head, avatar(face), el("div", { class: "pane-title" }, el("h2", { text: chat.title }), el("p", { text: sub })), block);
  }

  note(chat, viewer) {
    const button = (text, action) => el("button", { type: "button", class: "primary big", text, on: { click: action } });
    if (this.kind === "group") {
      if (!chat.open) return [el("p", { class: "big-line", text: `${viewer.name} is not in this group.` }), el("p", { text: "An outsider sees none of it, and can only open a private chat with the bot. Be somebody else to see the group." })];
      return chat.messages.some((message) => message.kind === "message") ? null : [el("p", { class: "big-line", text: "Nobody has said anything yet." }), el("p", { text: "Write the first message below, or press “Play” or “A request” at the top and watch." })];
    }
    if (chat.state === "blocked") {
      return [el("p", { class: "big-line", text: "You have blocked this bot." }), el("p", { text: "It cannot write to you until you let it." }), button("Unblock", () => this.try({ do: "unblock" }))];
    }
    if (chat.state === "unopened") {
      return [avatar({ bot: true, tint: "bot" }, "large"), el("p", { class: "big-line", text: chat.title }), chat.description && el("p", { text: chat.description }),
        el("p", { text: "Press Start to open your private chat. Until you do, the bot cannot write to you." }), button("Start", () => this.world.onStart(null))];
    }
    return null;
  }

  jump(key) {
    if (!this.log.jump(key)) toast("That message is further back than this page shows.");
  }

  async send(action, me = this.world.me) {
    return act({ as: me, chat: this.kind, ...action });
  }

  async try(action) {
    try {
      return await this.send(action);
    } catch (error) {
      return void this.refuse(error);
    }
  }

  refuse(error) {
    toast(error.message, true);
  }

  async press(message, button, node) {
    node.classList.add("waiting");
    node.setAttribute("aria-busy", "true");
    const done = await this.try({ do: "press", message: message.key, button: button.id });
    node.classList.remove("waiting");
    node.removeAttribute("aria-busy");
    const answer = done?.answer;
    if (!answer?.text) return;
    if (answer.alert) alertBox(this.world.botName, answer.text);
    else toast(answer.text);
  }
}
