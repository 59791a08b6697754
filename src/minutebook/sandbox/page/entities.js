// Telegram sends text and, apart from it, entities: ranges counted in UTF-16 units, which is how
// JavaScript counts too. The ranges nest; they are built here as nodes, never as markup.

import { el } from "./dom.js";

const PLAIN = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };

/**
 * The text as nodes.
 * @param {string} text
 * @param {{type: string, offset: number, length: number, url?: string}[]} entities
 * @param {{bot: string, onStart: (payload: string|null) => void, onCommand: (command: string) => void}} links
 */
export function rich(text, entities, links) {
  const sorted = [...(entities || [])]
    .filter((entity) => entity.length > 0)
    .sort((a, b) => a.offset - b.offset || b.length - a.length);
  const target = document.createDocumentFragment();
  target.append(...nodes(text, 0, text.length, sorted, links));
  return target;
}

function nodes(text, start, end, entities, links) {
  const built = [];
  let at = start;
  let rest = entities;
  while (rest.length) {
    const [first, ...later] = rest;
    const from = Math.max(first.offset, at);
    const to = Math.min(first.offset + first.length, end);
    if (from >= to) {
      rest = later;
      continue;
    }
    if (from > at) built.push(text.slice(at, from));
    const inside = later.filter((entity) => entity.offset < to);
    built.push(wrap(first, text.slice(from, to), nodes(text, from, to, inside, links), links));
    at = to;
    rest = later.filter((entity) => entity.offset + entity.length > to);
  }
  if (at < end) built.push(text.slice(at, end));
  return built;
}

function wrap(entity, words, children, links) {
  if (PLAIN[entity.type]) return el(PLAIN[entity.type], {}, children);
  switch (entity.type) {
    case "pre":
      return el("pre", {}, el("code", {}, children));
    case "blockquote":
    case "expandable_blockquote":
      return el("blockquote", {}, children);
    case "spoiler":
      return spoiler(children);
    case "text_link":
      return link(entity.url, children, links);
    case "url":
      return link(words.includes("://") ? words : `https://${words}`, children, links);
    case "bot_command":
      return el("button", { type: "button", class: "inline", on: { click: () => links.onCommand(words) } }, children);
    case "mention":
    case "text_mention":
    case "hashtag":
      return el("span", { class: "tag" }, children);
    default:
      return el("span", {}, children);
  }
}

function spoiler(children) {
  const cover = el("span", { class: "spoiler", role: "button", tabindex: 0, "aria-label": "Hidden text. Press to show it." }, children);
  const show = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    cover.replaceWith(el("span", { class: "spoiler shown" }, children));
  };
  cover.addEventListener("click", show);
  cover.addEventListener("keydown", show);
  return cover;
}

/** A link out opens a new tab; a link to the bot's own start opens the private chat here. */
export function link(url, children, links) {
  const start = startLink(url, links.bot);
  if (start) {
    return el("button", { type: "button", class: "inline", on: { click: () => links.onStart(start.payload) } }, children);
  }
  const address = httpAddress(url);
  if (!address) return el("span", {}, children);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, children);
}

/** `{payload}` if the address is `t.me/<bot>[?start=PAYLOAD]`, else null. */
export function startLink(url, bot) {
  const address = httpAddress(url);
  if (!address || !bot) return null;
  const parts = new URL(address);
  if (!["t.me", "telegram.me"].includes(parts.hostname)) return null;
  if (parts.pathname.slice(1).toLowerCase() !== bot.toLowerCase()) return null;
  return { payload: parts.searchParams.get("start") };
}

function httpAddress(url) {
  try {
    const parts = new URL(url);
    return ["http:", "https:"].includes(parts.protocol) ? parts.href : null;
  } catch {
    return null;
  }
}
