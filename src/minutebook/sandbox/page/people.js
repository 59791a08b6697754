// Who you are: everybody in the cast, with what waits for each in their private chat.

import { avatar, el, fill } from "./dom.js";

/** The picker. `choose(id)` takes another chair. */
export class People {
  constructor(list, button, choose) {
    this.list = list;
    this.button = button;
    this.choose = choose;
  }

  show(people, me, waiting, acting) {
    const print = JSON.stringify([people, me, waiting, acting]);
    if (print === this.print) return;
    this.print = print;
    const held = this.list.contains(document.activeElement) ? document.activeElement.dataset.person : null;
    fill(this.list, this.buttons(people, me, waiting, acting));
    if (held) this.list.querySelector(`[data-person="${held}"]`)?.focus();
    const current = people.find((person) => person.id === me);
    const others = people.some((person) => person.id !== me && waiting[person.id]);
    fill(this.button, avatar(current, "small"), el("span", { class: "who" },
      el("span", { class: "unseen", text: "You are " }), el("span", { class: "who-name", text: current.name }),
      el("span", { class: "who-role", text: current.role })), others && el("span", { class: "dot", title: "Somebody else has a message" }),
    el("span", { class: "turn", "aria-hidden": "true", text: "▾" }));
    this.current = () => this.buttons(people, me, waiting, acting);
  }

  /** A fresh list for the dialog of a narrow page. */
  fresh() {
    return el("div", { class: "people-list" }, this.current());
  }

  buttons(people, me, waiting, acting) {
    return people.map((person) => {
      const news = person.id === me ? 0 : waiting[person.id] || 0;
      return el("button", {
        type: "button", class: `person${person.id === acting ? " acting" : ""}`, "aria-pressed": String(person.id === me),
        data: { person: String(person.id) }, on: { click: () => this.choose(person.id) },
      }, avatar(person), el("span", { class: "who" }, el("span", { class: "who-name", text: person.name }),
        el("span", { class: "who-role", text: person.role })),
      news ? el("span", { class: "badge", "aria-label": `${news} unread in the private chat`, text: String(news) }) : null);
    });
  }
}
