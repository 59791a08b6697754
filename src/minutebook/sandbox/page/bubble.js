// One message as people know it: a bubble with its reply, text, file, poll, marks, reactions and buttons.

import { avatar, count, el, icon, size } from "./dom.js";
import { link, rich } from "./entities.js";

/**
 * The list item of one message.
 * @param {object} message as page_api.py describes it
 * @param {{first: boolean, last: boolean}} place in its run by one sender
 * @param {object} doing what the pane does: react, press, vote, jump, links, time, inGroup
 */
export function bubble(message, place, doing) {
  if (message.kind === "service") {
    return el("li", { class: "service", data: { id: message.key } }, el("span", { text: message.text }));
  }
  const classes = ["msg", message.mine && "mine", place.first && "first", place.last && "last", message.ephemeral && "ephemeral", doing.inGroup && !message.mine && "faced"];
  const node = el("li", { class: classes.filter(Boolean).join(" "), tabindex: -1, data: { id: message.key } });
  if (doing.inGroup && !message.mine) node.append(place.last ? avatar(message.from) : el("span"));
  node.append(el("div", { class: "column" }, face(message, place, doing)));
  if (message.keyboard) node.append(keyboard(message, doing));
  node.setAttribute("aria-label", spoken(message, doing));
  return node;
}

/** The message as a screen reader says it. */
export function spoken(message, doing) {
  const who = message.mine ? "You" : message.from.name;
  const parts = [`${who}, ${doing.time(message.date)}`];
  if (message.ephemeral) parts.push("only you can see this");
  if (message.reply) parts.push(`in reply to ${message.reply.name}`);
  if (message.poll) parts.push(`poll: ${message.poll.question}`);
  if (message.file) parts.push(`file ${message.file.name}`);
  if (message.text) parts.push(message.text);
  if (message.edited) parts.push("edited");
  for (const reaction of message.reactions) parts.push(`${reaction.emoji} by ${reaction.names.join(", ")}`);
  return parts.join(". ");
}

function face(message, place, doing) {
  const marks = meta(message, doing);
  const parts = [];
  if (message.ephemeral) parts.push(el("p", { class: "only" }, icon("eye"), "Only you can see this"));
  if (place.first && doing.inGroup && !message.mine) parts.push(byline(message.from));
  if (message.reply) parts.push(quote(message.reply, doing));
  if (message.file) parts.push(attachment(message.file));
  if (message.poll) parts.push(poll(message, doing));
  const pills = message.reactions.length ? reactions(message, doing) : null;
  const text = el("div", { class: "text" }, rich(message.text || "", message.entities, doing.links));
  if (message.text) parts.push(text);
  if (pills) parts.push(el("div", { class: "foot" }, pills, marks));
  else if (message.text) text.append(marks);
  else parts.push(el("div", { class: "foot bare" }, el("span"), marks));
  return el("div", { class: "bubble" }, parts);
}

function byline(person) {
  return el("p", { class: "byline" },
    el("span", { class: `name ink-${person.tint}`, text: person.name }),
    person.role && el("span", { class: "role", text: person.role }));
}

function meta(message, doing) {
  return el("span", { class: "meta" },
    message.protected && el("span", { class: "lock", title: "Cannot be forwarded or saved" }, icon("lock"),
      el("span", { class: "unseen", text: "protected, " })),
    message.edited && "edited ",
    el("time", { datetime: message.date, text: doing.time(message.date) }));
}

function quote(reply, doing) {
  return el("button", { type: "button", class: `quote edge-${reply.tint}`, tabindex: -1, "aria-label": `Go to ${reply.name}’s message`, on: { click: () => doing.jump(reply.key) } },
    el("span", { class: `name ink-${reply.tint}`, text: reply.name }),
    el("span", { class: "words", text: reply.text || "Attachment" }));
}

function attachment(file) {
  if (file.photo) {
    return el("a", { class: "photo", href: file.url, target: "_blank", rel: "noopener" },
      el("img", { src: file.url, alt: file.name || "Photo" }));
  }
  return el("a", { class: "file", href: file.url, download: file.name },
    el("span", { class: "sheet", "aria-hidden": "true" }, icon("file")),
    el("span", { class: "what" }, el("span", { class: "file-name", text: file.name }),
      el("span", { class: "file-size", text: `${size(file.size)} · download` })));
}

function poll(message, doing) {
  const { question, options, total, closed, anonymous } = message.poll;
  const voted = options.some((option) => option.mine);
  const rows = options.map((option, index) => {
    const share = total ? Math.round((100 * option.votes) / total) : 0;
    const bar = el("span", { class: "bar" }, el("span", { class: "filled" }));
    bar.firstChild.style.width = `${share}%`;
    return el("button", {
      type: "button", class: `option${option.mine ? " chosen" : ""}`, disabled: closed,
      "aria-pressed": String(option.mine), data: { focus: `option-${index}` },
      "aria-label": `${option.text}: ${option.votes} of ${count(total, "vote")}`,
      on: { click: () => doing.vote(message, index, option.mine) },
    }, el("span", { class: "share", text: voted || closed ? `${share}%` : "" }),
    el("span", { class: "option-text", text: option.text }), bar);
  });
  const kind = `${anonymous ? "Anonymous poll" : "Poll"}${closed ? ", closed" : ""}`;
  return el("div", { class: `poll${voted || closed ? " open" : ""}` },
    el("p", { class: "question", text: question }),
    el("p", { class: "poll-kind", text: kind }), rows,
    el("p", { class: "poll-total", text: total ? count(total, "vote") : "No votes yet" }));
}

function reactions(message, doing) {
  return el("div", { class: "reactions" }, message.reactions.map((reaction) => {
    const names = reaction.names.join(", ");
    return el("button", {
      type: "button", class: `pill${reaction.mine ? " mine" : ""}${reaction.bot ? " by-bot" : ""}`,
      title: names, "aria-pressed": String(reaction.mine), data: { focus: `pill-${reaction.emoji}` },
      "aria-label": `${reaction.emoji} by ${names}. ${reaction.mine ? "Take yours back" : "Add yours"}`,
      on: { click: () => doing.react(message, reaction.emoji) },
    }, el("span", { class: "emoji", text: reaction.emoji }),
    reaction.bot && el("img", { src: "/sandbox/page/icon.svg", alt: "", width: 16, height: 16 }),
    reaction.names.length > 1 || !reaction.bot ? el("span", { class: "number", text: String(reaction.names.length) }) : null);
  }));
}

function keyboard(message, doing) {
  const rows = message.keyboard.map((row, rowIndex) => el("div", { class: "row" }, row.map((button, index) => key(message, button, `${rowIndex}-${index}`, doing))));
  return el("div", { class: "keyboard", role: "group", "aria-label": "Buttons" }, rows);
}

function key(message, button, place, doing) {
  if (button.url) {
    const made = link(button.url, [button.text], doing.links);
    made.classList.add("key");
    made.classList.remove("inline");
    if (made.tagName === "A") made.append(icon("out"));
    return made;
  }
  const node = el("button", { type: "button", class: "key", data: { focus: `key-${place}` } }, button.text);
  node.addEventListener("click", () => doing.press(message, button, node));
  return node;
}
