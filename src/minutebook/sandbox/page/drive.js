// The demo's own controls: the walks, played a step at a time, and the next morning.

import { nextMorning, nextStep } from "./api.js";
import { toast } from "./dialogs.js";
import { el, fill, icon } from "./dom.js";

const LEAST = 1500;
const PER_LETTER = 32;

/** What can be played: its button, and what stands there before the first step (the rest only where there is room). */
const WALKS = {
  evening: { button: "play", sign: "play", words: "Play", rest: " the evening" },
  request: { button: "request", sign: "letter", words: "A request", rest: " comes in" },
};

const at = (id) => document.getElementById(id);

/** Whether a chat is on the screen: on a phone only one of the two is. */
const seen = (chat) => document.body.dataset.tab === chat || getComputedStyle(document.querySelector(".tabs")).display === "none";

/** The header's buttons and the caption under it. `be({id, chat})` takes a person's chair in one of the chats. */
export class Drive {
  constructor(be) {
    this.be = be;
    this.playing = null;
    this.labelled = {};
    at("morning").append(icon("sun"));
    at("caption-close").append(icon("close"));
    for (const [name, walk] of Object.entries(WALKS)) {
      at(walk.button).addEventListener("click", () => (this.playing === name ? this.pause() : this.play(name)));
    }
    at("caption-next").addEventListener("click", () => (this.pause(), this.step(this.evening.walk)));
    at("morning").addEventListener("click", () => this.morning());
    at("caption-be").addEventListener("click", () => this.be(this.point()));
    at("caption-close").addEventListener("click", () => ((this.closed = this.evening.caption), this.show(this.evening, this.me)));
  }

  show(evening, me) {
    this.evening = evening;
    this.me = me;
    const { done, total, caption } = evening;
    const look = this.point();
    const over = done >= total;
    at("caption").hidden = !caption || caption === this.closed;
    at("caption-close").hidden = !over || Boolean(this.playing);
    at("caption-text").textContent === caption || (at("caption-text").textContent = caption);
    at("caption-count").textContent = evening.morning || !done ? "" : `${done} of ${total}`;
    at("caption-be").hidden = !look || (look.id === me && seen(look.chat));
    if (look) at("caption-be").textContent = look.id !== me ? `Be ${look.name}` : look.chat === "private" ? "See the private chat" : "See the group";
    // Before the first step there is "Play the evening"; a morning that came before it has no next step.
    at("caption-next").hidden = over || Boolean(this.playing) || !done;
    at("morning").disabled = false;
    document.body.classList.toggle("begun", Boolean(caption));
    document.body.classList.toggle("over", this.over("evening"));
    for (const name of Object.keys(WALKS)) this.label(name);
    this.lead(look, caption);
  }

  /** Where the point of what was played last is to be seen, and by whom: without a word of that, by anybody in the group. */
  point() {
    const { caption, look_as: look } = this.evening;
    return look || (caption ? { id: this.me, chat: "group" } : null);
  }

  /** On a phone, while it plays: to the chat where a step is to be seen, once a step, and not away from what is being written. */
  lead(look, caption) {
    if (!this.playing || !look || look.id !== this.me || caption === this.led) return;
    this.led = caption;
    if (!seen(look.chat) && !document.activeElement?.closest("textarea, input, dialog")) this.be(look);
  }

  /** Show it anew, after the screen has changed. */
  again() {
    if (this.evening) this.show(this.evening, this.me);
  }

  over(name) {
    const { done, total } = this.evening.walks[name];
    return done >= total;
  }

  label(name) {
    const walk = WALKS[name];
    const over = this.over(name);
    const begun = this.evening.walks[name].done > 0;
    at(walk.button).disabled = over || (this.evening.busy && this.playing !== name);
    const [sign, words, rest] =
      this.playing === name ? ["pause", "Pause", ""] : over ? ["done", "Played", ""] : begun ? ["play", "Go on", ""] : [walk.sign, walk.words, walk.rest];
    if (sign + words === this.labelled[name]) return;
    this.labelled[name] = sign + words;
    fill(at(walk.button), icon(sign), el("span", { text: words }), rest && el("span", { class: "long", text: rest }));
  }

  async play(name) {
    this.wake?.();
    this.playing = name;
    this.show(this.evening, this.me);
    while (this.playing === name && !this.over(name)) {
      if (!(await this.step(name))) break;
      if (this.playing !== name || this.over(name)) break;
      await this.rest(LEAST + PER_LETTER * this.evening.caption.length);
    }
    if (this.playing === name) this.pause();
  }

  pause() {
    this.playing = null;
    this.wake?.();
    this.again();
  }

  /** A pause long enough to read the caption; "Pause" ends it. */
  rest(milliseconds) {
    return new Promise((resolve) => {
      this.wake = resolve;
      setTimeout(resolve, milliseconds);
    });
  }

  async step(name) {
    at("caption-next").disabled = true;
    try {
      const { evening } = await nextStep(name);
      this.show(evening, this.me);
      return true;
    } catch (error) {
      toast(error.message, true);
      return false;
    } finally {
      at("caption-next").disabled = false;
    }
  }

  async morning() {
    this.pause();
    const button = at("morning");
    button.disabled = true;
    button.setAttribute("aria-busy", "true");
    try {
      const { evening } = await nextMorning();
      this.closed = "";
      this.show(evening, this.me);
    } catch (error) {
      toast(error.message, true);
    } finally {
      button.disabled = false;
      button.removeAttribute("aria-busy");
    }
  }
}
