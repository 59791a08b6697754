// The scrolling list of messages: kept in step with the world by key, so that what has not changed is
// not touched (focus, selection and scrolling stay), and walked with the arrow keys.

import { bubble, spoken } from "./bubble.js";
import { el, icon } from "./dom.js";

const RUN = 5 * 60 * 1000;
const NEAR = 90;

/** The messages of one chat. `doing` is what a message can ask for (see bubble.js). */
export class Log {
  constructor(root, doing, onActive) {
    this.root = root;
    this.doing = doing;
    this.onActive = onActive;
    this.items = new Map();
    this.list = el("ol", { class: "messages", role: "list" });
    this.scroll = el("div", { class: "scroll", tabindex: -1 }, this.list);
    this.newer = el("button", { type: "button", class: "newer", hidden: true, on: { click: () => this.toEnd() } });
    this.root.append(this.scroll, this.newer);
    this.list.addEventListener("keydown", (event) => this.walk(event));
    this.list.addEventListener("focusin", (event) => this.activate(event.target.closest(".msg")));
    this.scroll.addEventListener("scroll", () => this.atEnd() && this.seenAll(), { passive: true });
    new ResizeObserver(() => this.pinned && this.toEnd()).observe(this.scroll);
    this.pinned = true;
    this.unread = 0;
  }

  /** Show `messages`; `fresh` says the chat or the viewer changed, so nothing counts as new. */
  show(messages, fresh) {
    const follow = fresh || this.atEnd();
    const before = this.items;
    const wanted = this.entries(messages);
    const next = new Map();
    const added = [];
    const nodes = wanted.map((entry) => {
      const old = before.get(entry.key);
      const node = old && old.print === entry.print ? old.node : entry.make();
      if (old && old.node !== node) keepFocus(old.node, node);
      if (!old && !fresh && entry.message) {
        added.push(entry.message);
        node.classList.add("arrived");
      }
      next.set(entry.key, { ...entry, node });
      return node;
    });
    this.items = next;
    place(this.list, nodes);
    this.rove();
    const heard = added.filter((message) => message.kind !== "service" && !message.mine);
    if (follow || added.some((message) => message.mine)) this.toEnd();
    else if (heard.length) this.tellNewer(heard.length);
    return heard.map((message) => spoken(message, this.doing));
  }

  /** Messages, with a line for each new day, in the order they are drawn. */
  entries(messages) {
    const made = [];
    let day = "";
    messages.forEach((message, index) => {
      const today = this.doing.day(message.date);
      if (today !== day) {
        day = today;
        made.push({ key: `day-${today}`, print: today, make: () => el("li", { class: "service day" }, el("span", { text: today })) });
      }
      const run = { first: !joins(messages[index - 1], message), last: !joins(message, messages[index + 1]) };
      made.push({
        key: message.key, message, print: JSON.stringify([message, run]),
        make: () => bubble(message, run, this.doing),
      });
    });
    return made;
  }

  message(node) {
    return node ? this.items.get(node.dataset.id)?.message : undefined;
  }

  node(key) {
    return this.items.get(key)?.node;
  }

  atEnd() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroll;
    this.pinned = scrollHeight - scrollTop - clientHeight < NEAR;
    return this.pinned;
  }

  toEnd() {
    this.scroll.scrollTop = this.scroll.scrollHeight;
    this.pinned = true;
    this.seenAll();
  }

  seenAll() {
    this.unread = 0;
    this.newer.hidden = true;
  }

  tellNewer(number) {
    this.unread += number;
    this.newer.hidden = false;
    this.newer.replaceChildren(icon("down"), `${this.unread} new`);
  }

  /** Bring a message into view and light it up for a moment. */
  jump(key) {
    const node = this.node(key);
    if (!node) return false;
    node.scrollIntoView({ block: "center" });
    node.classList.remove("lit");
    requestAnimationFrame(() => node.classList.add("lit"));
    node.focus({ preventScroll: true });
    return true;
  }

  all() {
    return [...this.list.querySelectorAll(".msg")];
  }

  /** Exactly one message is in the tab order: the last one used, else the newest. */
  rove(chosen) {
    const all = this.all();
    const current = chosen || all.find((node) => node.dataset.id === this.roved) || all.at(-1);
    for (const node of all) node.tabIndex = node === current ? 0 : -1;
  }

  focusLast() {
    this.all().at(-1)?.focus();
  }

  activate(node) {
    if (!node) return;
    this.roved = node.dataset.id;
    this.rove(node);
    this.onActive(node);
  }

  walk(event) {
    if (event.target.closest("textarea, input") || event.ctrlKey || event.metaKey || event.altKey) return;
    const here = event.target.closest(".msg");
    const all = this.all();
    const at = all.indexOf(here);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined || !here) return;
    event.preventDefault();
    all[Math.max(0, Math.min(all.length - 1, to))].focus();
  }
}

function joins(before, after) {
  return Boolean(before && after) && before.kind === "message" && after.kind === "message" && !after.ephemeral && !before.ephemeral
    && before.from.id === after.from.id && Date.parse(after.date) - Date.parse(before.date) < RUN;
}

/** Make `list`'s children exactly `nodes`, moving only what is out of place. */
function place(list, nodes) {
  nodes.forEach((node, index) => {
    if (list.children[index] !== node) list.insertBefore(node, list.children[index] || null);
  });
  while (list.children.length > nodes.length) list.lastElementChild.remove();
}

/** If the old drawing of a message held the focus, give it to the same part of the new one. */
function keepFocus(old, fresh) {
  const active = document.activeElement;
  if (!old.contains(active)) return;
  const name = active.dataset.focus;
  requestAnimationFrame(() => {
    const again = name && fresh.querySelector(`[data-focus="${CSS.escape(name)}"]`);
    (again || fresh).focus({ preventScroll: true });
  });
}
