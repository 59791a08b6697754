// Where a person writes: text, a reply or an edit, a file, a poll, a command from the bot's menu.
// What was typed is cleared only once the sandbox has taken it, and each person's draft waits for them.

import { base64 } from "./api.js";
import { pollBox } from "./dialogs.js";
import { el, fill, icon, size } from "./dom.js";
import { Hints } from "./hints.js";

const TALLEST = 160;
const BIGGEST = 20 * 1024 * 1024;

/** The composer of one pane. `send(action)` posts it and throws with a sentence; `refuse(error)` shows one. */
export class Composer {
  constructor(kind, { send, refuse, onUp }) {
    this.kind = kind;
    this.send = send;
    this.refuse = refuse;
    this.drafts = new Map();
    this.me = null;
    this.reply = null;
    this.editing = null;
    this.file = null;
    this.build();
    this.hints = new Hints(this.input, this.hintBox);
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event, onUp));
    this.picker.addEventListener("change", () => this.chose(this.picker.files[0]));
    this.input.addEventListener("paste", (event) => this.pasted(event));
  }

  build() {
    const name = this.kind === "group" ? "the group" : "the bot";
    this.input = el("textarea", {
      rows: 1, "aria-label": `Message to ${name}`, placeholder: "Write a message", enterkeyhint: "send", maxlength: 4096,
      autocomplete: "off", "aria-controls": `hints-${this.kind}`, "aria-autocomplete": "list",
    });
    this.picker = el("input", { type: "file", class: "unseen", tabindex: -1, "aria-label": "File to attach" });
    this.strip = el("div", { class: "strips" });
    this.hintBox = el("div", { id: `hints-${this.kind}`, class: "hints", role: "listbox", "aria-label": "Commands", hidden: true });
    const tool = (name_, label, act) => el("button", { type: "button", class: "tool", "aria-label": label, title: label, on: { click: act } }, icon(name_));
    this.pollButton = tool("poll", "New poll", () => pollBox((poll) => this.send({ do: "poll", ...poll })));
    this.sendButton = el("button", { type: "submit", class: "tool send", "aria-label": "Send", title: "Send" }, icon("send"));
    this.form = el("form", { class: "composer", "aria-label": `Write to ${name}` }, this.hintBox, this.strip,
      el("div", { class: "line" }, tool("clip", "Attach a file", () => this.picker.click()), this.picker,
        this.input, this.pollButton, this.sendButton));
    this.form.addEventListener("submit", (event) => (event.preventDefault(), this.submit()));
  }

  /** Somebody else writes here now, or the bot's menu for them changed. */
  belong(me, menu, writable) {
    if (me !== this.me) {
      if (this.me !== null) this.drafts.set(this.me, this.keep());
      this.restore(this.drafts.get(me));
      this.me = me;
    }
    this.hints.menu = menu;
    this.form.hidden = !writable;
    this.pollButton.hidden = this.kind !== "group";
  }

  keep() {
    return { text: this.input.value, reply: this.reply, editing: this.editing, file: this.file, aside: this.aside };
  }

  restore(draft) {
    Object.assign(this, { reply: null, editing: null, file: null, aside: "" }, draft);
    this.input.value = draft?.text || "";
    this.draw();
  }

  /** Answer `message` with what is written next. */
  replyTo(message) {
    if (this.editing) this.stopEdit();
    this.reply = message;
    this.draw();
    this.input.focus();
  }

  /** Change `message`, one's own; what was being written is put aside and comes back. */
  edit(message) {
    if (!this.editing) this.aside = this.input.value;
    this.editing = message;
    this.reply = null;
    this.input.value = message.text;
    this.draw();
    this.input.focus();
    this.input.setSelectionRange(this.input.value.length, this.input.value.length);
  }

  stopEdit() {
    this.editing = null;
    this.input.value = this.aside || "";
    this.aside = "";
    this.draw();
  }

  /** Put `text` where it is written, ready to send. */
  suggest(text) {
    if (this.editing) this.stopEdit();
    this.input.value = text;
    this.draw();
    this.input.focus();
  }

  typed() {
    this.hints.update();
    this.grow();
    this.sendButton.disabled = !this.input.value.trim() && !this.file;
  }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, TALLEST)}px`;
  }

  draw() {
    const strips = [];
    if (this.editing) strips.push(strip("edit", "Editing", this.editing.text, () => this.stopEdit()));
    if (this.reply) strips.push(strip("reply", `Reply to ${this.reply.mine ? "yourself" : this.reply.from.name}`, this.reply.text || this.reply.file?.name || "", () => this.dropReply()));
    if (this.file) strips.push(strip("file", this.file.name, `${size(this.file.size)}: what you write goes with it`, () => this.dropFile()));
    fill(this.strip, strips);
    this.typed();
  }

  dropReply() {
    this.reply = null;
    this.draw();
    this.input.focus();
  }

  dropFile() {
    this.file = null;
    this.picker.value = "";
    this.draw();
    this.input.focus();
  }

  chose(file) {
    if (!file) return;
    if (file.size > BIGGEST) return this.refuse(new Error(`${file.name} is over 20 MB. Choose a smaller file.`));
    this.file = file;
    this.draw();
    this.input.focus();
  }

  pasted(event) {
    const [file] = event.clipboardData?.files || [];
    if (file) (event.preventDefault(), this.chose(file));
  }

  key(event, onUp) {
    if (event.isComposing || this.hints.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape") this.letGo();
    else if (event.key === "ArrowUp" && !this.input.value) {
      event.preventDefault();
      onUp();
    }
  }

  letGo() {
    if (this.editing) this.stopEdit();
    else if (this.reply) this.dropReply();
    else if (this.file) this.dropFile();
    else this.input.blur();
  }

  async submit() {
    const text = this.input.value.trim();
    if ((!text && !this.file) || this.busy) return;
    this.busy = true;
    const was = { ...this.keep(), me: this.me };
    try {
      await this.send(await this.action(text), this.me);
      this.taken(was);
    } catch (error) {
      this.refuse(error);
    } finally {
      this.busy = false;
    }
  }

  async action(text) {
    if (this.editing) return { do: "edit", message: this.editing.key, text };
    const reply = this.reply ? { reply_to: this.reply.key } : {};
    if (!this.file) return { do: "say", text, ...reply };
    const photo = /^image\/(jpeg|png|webp|gif)$/.test(this.file.type);
    return { do: "attach", file_name: this.file.name, content: await base64(this.file), caption: text, photo, ...reply };
  }

  /** Clear what was sent, unless more was typed, or another person took the chair, in the meantime. */
  taken(was) {
    if (was.me !== this.me) return void this.drafts.delete(was.me);
    this.picker.value = "";
    const kept = was.editing ? was.aside || "" : "";
    const more = this.input.value === was.text ? kept : this.input.value;
    Object.assign(this, { reply: null, editing: null, file: null, aside: "" });
    this.input.value = more;
    this.draw();
  }
}

function strip(name, title, words, drop) {
  return el("div", { class: `strip ${name}` }, icon(name),
    el("span", { class: "strip-text" }, el("span", { class: "strip-title", text: title }), el("span", { class: "strip-words", text: words })),
    el("button", { type: "button", class: "tool", "aria-label": `Cancel: ${title}`, on: { click: drop } }, icon("close")));
}
