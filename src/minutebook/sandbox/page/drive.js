// The demo's own controls: the evening, played a step at a time, and the next morning.

import { nextMorning, nextStep } from "./api.js";
import { toast } from "./dialogs.js";
import { el, fill, icon } from "./dom.js";

const LEAST = 1500;
const PER_LETTER = 32;

const at = (id) => document.getElementById(id);

/** The header's buttons and the caption under it. `be({id, chat})` takes a person's chair in one of the chats. */
export class Drive {
  constructor(be) {
    this.be = be;
    this.playing = false;
    at("morning").append(icon("sun"));
    at("caption-close").append(icon("close"));
    at("play").addEventListener("click", () => (this.playing ? this.pause() : this.play()));
    at("caption-next").addEventListener("click", () => (this.pause(), this.step()));
    at("morning").addEventListener("click", () => this.morning());
    at("caption-be").addEventListener("click", () => this.be(this.evening.look_as));
    at("caption-close").addEventListener("click", () => ((this.closed = this.evening.caption), this.show(this.evening, this.me)));
  }

  show(evening, me) {
    this.evening = evening;
    this.me = me;
    const { done, total, caption, look_as: look } = evening;
    const over = done >= total;
    at("caption").hidden = !caption || caption === this.closed;
    at("caption-close").hidden = !over || this.playing;
    at("caption-text").textContent === caption || (at("caption-text").textContent = caption);
    at("caption-count").textContent = evening.morning || !done ? "" : `${done} of ${total}`;
    at("caption-be").hidden = !look || look.id === me;
    if (look) at("caption-be").textContent = `Be ${look.name}`;
    // Before the first step there is "Play the evening"; a morning that came before it has no next step.
    at("caption-next").hidden = over || this.playing || !done;
    at("play").disabled = over || (evening.busy && !this.playing);
    at("morning").disabled = false;
    document.body.classList.toggle("begun", Boolean(caption));
    document.body.classList.toggle("over", over);
    this.label(done, over);
  }

  label(done, over) {
    const [sign, words, rest] = this.playing ? ["pause", "Pause", ""] : over ? ["done", "Played", ""] : ["play", done ? "Go on" : "Play", done ? "" : " the evening"];
    if (sign + words === this.labelled) return;
    this.labelled = sign + words;
    fill(at("play"), icon(sign), el("span", { text: words }), rest && el("span", { class: "long", text: rest }));
  }

  async play() {
    this.playing = true;
    this.show(this.evening, this.me);
    while (this.playing && this.evening.done < this.evening.total) {
      if (!(await this.step())) break;
      if (!this.playing || this.evening.done >= this.evening.total) break;
      await this.rest(LEAST + PER_LETTER * this.evening.caption.length);
    }
    this.pause();
  }

  pause() {
    this.playing = false;
    this.wake?.();
    if (this.evening) this.show(this.evening, this.me);
  }

  /** A pause long enough to read the caption; "Pause" ends it. */
  rest(milliseconds) {
    return new Promise((resolve) => {
      this.wake = resolve;
      setTimeout(resolve, milliseconds);
    });
  }

  async step() {
    at("caption-next").disabled = true;
    try {
      const { evening } = await nextStep();
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
