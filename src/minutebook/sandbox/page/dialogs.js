// What comes over the page: toasts, an alert from the bot, the poll form, the choice of who you are.

import { el, fill } from "./dom.js";

const SHOWN_FOR = 5000;

/** A line at the foot of the page for a few seconds; `bad` says it is a refusal. */
export function toast(text, bad = false) {
  const line = el("div", { class: `toast${bad ? " bad" : ""}` }, text);
  document.getElementById("toasts").append(line);
  setTimeout(() => line.remove(), SHOWN_FOR + 40 * text.length);
}

function modal(title, ...content) {
  const dialog = el("dialog", { class: "dialog", "aria-label": title }, content);
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.showModal();
  return dialog;
}

/** The bot's alert: it stays until it is read. */
export function alertBox(name, text) {
  const dialog = modal(name, el("h2", { text: name }), el("p", { class: "alert-text", text }),
    el("div", { class: "actions-row" }, el("button", { type: "button", class: "primary", text: "OK", autofocus: true, on: { click: () => dialog.close() } })));
}

/** Ask before something that cannot be undone; `yes` does it. */
export function confirmBox(question, label, yes) {
  const done = () => {
    dialog.close();
    yes();
  };
  const dialog = modal(question, el("p", { class: "alert-text", text: question }),
    el("div", { class: "actions-row" },
      el("button", { type: "button", text: "Cancel", on: { click: () => dialog.close() } }),
      el("button", { type: "button", class: "danger", text: label, on: { click: done } })));
}

/** Choose who you are, on a narrow page. `list` is the made list of people. */
export function chooseBox(list) {
  const dialog = modal("You are", el("h2", { text: "You are" }), list);
  list.addEventListener("click", (event) => event.target.closest("button") && dialog.close());
}

const MOST = 10;

/** The form for a new poll; `send({question, options, anonymous})` resolves when it was taken. */
export function pollBox(send) {
  const question = field("Question", 300, "Which evening suits?");
  const options = el("div", { class: "poll-options" });
  const more = el("button", { type: "button", class: "plain", text: "Add an option", on: { click: () => addOption(options, more).focus() } });
  addOption(options, more);
  addOption(options, more);
  const anonymous = el("input", { type: "checkbox" });
  const problem = el("p", { class: "problem", role: "alert" });
  const form = el("form", { class: "poll-form", method: "dialog" },
    el("h2", { text: "New poll" }), question.row, el("fieldset", {}, el("legend", { text: "Options" }), options, more),
    el("label", { class: "check" }, anonymous, "Anonymous votes"),
    problem, el("div", { class: "actions-row" },
      el("button", { type: "button", text: "Cancel", on: { click: () => dialog.close() } }),
      el("button", { type: "submit", class: "primary", text: "Send the poll" })));
  const dialog = modal("New poll", form);
  question.input.focus();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const texts = [...options.querySelectorAll("input")].map((input) => input.value.trim()).filter(Boolean);
    const asked = question.input.value.trim();
    if (!asked) return tell(problem, "Write the question first.", question.input);
    if (texts.length < 2) return tell(problem, "Give at least two options.", options.querySelector("input:placeholder-shown"));
    try {
      await send({ question: asked, options: texts, anonymous: anonymous.checked });
      dialog.close();
    } catch (error) {
      tell(problem, error.message, question.input);
    }
  });
}

function tell(problem, text, input) {
  problem.textContent = text;
  input?.focus();
}

function field(label, most, hint) {
  const input = el("input", { type: "text", maxlength: most, placeholder: hint, autocomplete: "off" });
  return { input, row: el("label", { class: "field" }, el("span", { text: label }), input) };
}

function addOption(options, more) {
  const number = options.children.length + 1;
  const input = el("input", { type: "text", maxlength: 100, placeholder: `Option ${number}`, "aria-label": `Option ${number}`, autocomplete: "off" });
  options.append(input);
  more.hidden = number >= MOST;
  return input;
}

/** A small floating palette beside `anchor`; `choose(emoji)` is called once. */
export function palette(anchor, emoji, choose) {
  const back = document.activeElement;
  const box = el("div", { class: "palette", role: "menu", "aria-label": "React with" });
  const close = () => {
    box.remove();
    document.removeEventListener("pointerdown", outside, true);
  };
  const outside = (event) => !box.contains(event.target) && close();
  fill(box, emoji.map((one) => el("button", {
    type: "button", role: "menuitem", "aria-label": `React ${one.name}`, title: one.name,
    on: { click: () => (close(), back?.focus(), choose(one.emoji)) },
  }, el("span", { class: "emoji", text: one.emoji }))));
  box.addEventListener("keydown", (event) => {
    const all = [...box.children];
    const at = all.indexOf(document.activeElement);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) all[(at + step + all.length) % all.length].focus();
    if (event.key === "Escape") (close(), back?.focus());
    if (step || event.key === "Escape") event.preventDefault();
    event.stopPropagation();
  });
  anchor.append(box);
  document.addEventListener("pointerdown", outside, true);
  box.firstChild.focus();
}

