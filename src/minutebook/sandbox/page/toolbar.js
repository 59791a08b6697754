// What one can do with a message: a bar that goes to the message in hand, so that there is only ever
// one in the pane's tab order.

import { confirmBox, palette } from "./dialogs.js";
import { el, fill, icon } from "./dom.js";

export const EMOJI = [
  { emoji: "✍", name: "writing hand: put it on the record" },
  { emoji: "👍", name: "thumbs up" },
  { emoji: "👎", name: "thumbs down" },
  { emoji: "👌", name: "OK" },
  { emoji: "👀", name: "eyes" },
  { emoji: "🙏", name: "thank you" },
  { emoji: "🤔", name: "thinking" },
  { emoji: "❤", name: "heart" },
  { emoji: "😁", name: "grin" },
  { emoji: "🎉", name: "party" },
];

/** The bar of one pane. `doing` has react, remove, stop; `composer` takes replies and edits. */
export class Toolbar {
  constructor(log, composer, doing) {
    this.log = log;
    this.composer = composer;
    this.doing = doing;
    this.bar = el("div", { class: "toolbar", role: "toolbar", "aria-label": "With this message" });
    this.bar.addEventListener("keydown", (event) => this.walk(event));
    log.list.addEventListener("pointerover", (event) => this.over(event));
    log.list.addEventListener("click", (event) => this.tapped(event));
    log.list.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("pointerdown", (event) => this.node?.contains(event.target) || this.close(), true);
  }

  /** Stand at `node`, a message's list item. */
  attach(node) {
    const message = this.log.message(node);
    if (!message || (this.node === node && this.bar.isConnected && this.bar.parentNode.parentNode === node)) return;
    if (this.node !== node) this.close();
    this.node = node;
    fill(this.bar, this.buttons(message));
    node.querySelector(".column").append(this.bar);
  }

  close() {
    this.node?.classList.remove("open");
  }

  buttons(message) {
    const made = [];
    if (!message.ephemeral) {
      for (const { emoji, name } of EMOJI.slice(0, 2)) {
        made.push(this.button(el("span", { class: "emoji", text: emoji }), `React ${name}`, () => this.doing.react(message, emoji)));
      }
      made.push(this.button(icon("smile"), "More reactions", () => this.palette(message)));
      made.push(this.button(icon("reply"), "Reply (R)", () => this.composer.replyTo(message)));
    }
    if (message.editable) made.push(this.button(icon("edit"), "Edit (E)", () => this.composer.edit(message)));
    if (message.stoppable) made.push(this.button(icon("stop"), "Stop the poll", () => this.stop(message)));
    if (message.deletable) made.push(this.button(icon("bin"), "Delete", () => this.remove(message)));
    return made;
  }

  button(face, label, act) {
    const press = (event) => {
      event.stopPropagation();
      this.close();
      act();
    };
    return el("button", { type: "button", "aria-label": label, title: label, on: { click: press } }, face);
  }

  palette(message) {
    this.node.classList.add("open");
    const finish = (emoji) => {
      this.close();
      this.doing.react(message, emoji);
    };
    palette(this.node.querySelector(".column"), EMOJI, finish);
  }

  remove(message) {
    confirmBox("Delete this message for everyone? The bot is not told, and what is on the record stays there.", "Delete", () => this.doing.remove(message));
  }

  stop(message) {
    confirmBox("Stop this poll? Nobody will be able to vote in it any more.", "Stop", () => this.doing.stop(message));
  }

  over(event) {
    if (event.pointerType !== "mouse" || this.bar.contains(document.activeElement)) return;
    if (this.node?.classList.contains("open")) return;
    const node = event.target.closest(".msg");
    if (node) this.attach(node);
  }

  tapped(event) {
    const node = event.target.closest(".msg");
    if (!node || event.target.closest("a, button, .spoiler, .palette")) return;
    if (String(window.getSelection())) return;
    const open = node.classList.contains("open");
    node.focus({ preventScroll: true });
    this.attach(node);
    node.classList.toggle("open", !open);
  }

  key(event) {
    const node = event.target.closest(".msg");
    if (event.target !== node || event.ctrlKey || event.metaKey || event.altKey) return;
    const message = this.log.message(node);
    const acts = {
      r: () => !message.ephemeral && this.composer.replyTo(message),
      e: () => message.editable && this.composer.edit(message),
      Delete: () => message.deletable && this.remove(message),
      Enter: () => this.bar.firstChild?.focus(),
      Escape: () => this.composer.input.focus(),
    };
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    this.attach(node);
    act();
  }

  walk(event) {
    const all = [...this.bar.children];
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
    else if (event.key === "Escape") this.node.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
