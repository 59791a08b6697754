// The bot's command menu, offered while a "/" is being typed.

import { el, fill } from "./dom.js";

/** The hints over one composer; `menu` is [{command, description}]. */
export class Hints {
  constructor(input, box) {
    this.input = input;
    this.box = box;
    this.menu = [];
    this.at = 0;
    this.shown = [];
    input.addEventListener("blur", () => this.hide());
    // The list takes no focus: pressing it must not take the writer's place away.
    box.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  /** Offer what begins like the word being typed; nothing once there is a space. */
  update() {
    const typed = this.input.value;
    const fits = /^\/\S*$/.test(typed) ? this.menu.filter((one) => `/${one.command}`.startsWith(typed.toLowerCase())) : [];
    this.shown = fits;
    this.at = 0;
    this.draw();
  }

  draw() {
    this.box.hidden = this.shown.length === 0;
    fill(this.box, this.shown.map((one, index) => el("div", {
      class: "hint", role: "option", id: `${this.box.id}-${index}`, "aria-selected": String(index === this.at),
      on: { click: () => this.take(one) },
    }, el("span", { class: "hint-name", text: `/${one.command}` }), el("span", { class: "hint-what", text: one.description }))));
    if (this.box.hidden) return void this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", `${this.box.id}-${this.at}`);
    this.box.children[this.at].scrollIntoView({ block: "nearest" });
  }

  /** Deal with a key if the hints are open; true if it is dealt with. */
  key(event) {
    if (this.box.hidden) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = this.shown[this.at];
    const whole = `/${chosen.command}` === this.input.value;
    if (step) {
      this.at = (this.at + step + this.shown.length) % this.shown.length;
      this.draw();
    } else if (event.key === "Escape") this.hide();
    else if (event.key === "Tab" && !event.shiftKey && !whole) this.take(chosen);
    else if (event.key === "Enter" && !event.shiftKey && !whole) this.take(chosen);
    else return false;
    event.preventDefault();
    return true;
  }

  take(one) {
    this.input.value = `/${one.command} `;
    this.input.dispatchEvent(new Event("input"));
    this.input.focus();
  }

  hide() {
    this.shown = [];
    this.draw();
  }
}
