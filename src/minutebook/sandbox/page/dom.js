// The small toolkit everything else is made with. Text only ever goes in as text: nothing here,
// and nothing that uses it, turns a string into markup.

/** An element with properties, `on` listeners, `data` attributes and children (nodes or strings). */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else if (name === "data") Object.assign(node.dataset, value);
    else if (name === "class") node.className = value;
    else if (name === "text") node.textContent = value;
    else if (name === "hidden" || name === "disabled") node[name] = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const PATHS = {
  reply: "M10 6 4.5 11.5 10 17M5 11.5h8.5a6 6 0 0 1 6 6V19",
  smile: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM8.5 14c.8 1.3 2 2 3.5 2s2.7-.7 3.5-2M9.2 9.5v.6M14.8 9.5v.6",
  edit: "m5 19 .8-3.6L16.4 4.8a1.6 1.6 0 0 1 2.3 0l.5.5a1.6 1.6 0 0 1 0 2.3L8.6 18.2z",
  bin: "M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7M10.5 10.5v5.5M13.5 10.5v5.5",
  clip: "m19 11.5-7.4 7.4a4.6 4.6 0 0 1-6.5-6.5l7.8-7.8a3.1 3.1 0 0 1 4.4 4.4l-7.7 7.7a1.5 1.5 0 0 1-2.2-2.2l6.8-6.8",
  poll: "M6 20v-8M12 20V4M18 20v-11",
  send: "M4 12 20 4.5 15.5 20l-3.8-6.2zM11.7 13.8 20 4.5",
  close: "M6 6l12 12M18 6 6 18",
  file: "M7 3.5h7l4 4V20.5H7zM13.5 3.5V8H18",
  lock: "M6.5 11h11v8.5h-11zM9 11V8.5a3 3 0 0 1 6 0V11",
  eye: "M2.5 12S6 6 12 6s9.5 6 9.5 6-3.5 6-9.5 6-9.5-6-9.5-6zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
  down: "M12 5v13M6.5 12.5 12 18l5.5-5.5",
  out: "M9 6h9v9M18 6 6.5 17.5",
  play: "M8 5.5v13l10-6.5z",
  stop: "M7 7h10v10H7z",
  pause: "M8.5 6v12M15.5 6v12",
  done: "m5.5 12.5 4.2 4.2 8.8-9.4",
  letter: "M4 6.5h16v11.5H4zM4.5 7l7.5 6 7.5-6",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
};

/** A line icon, 24 by 24, hidden from readers: the button it stands in carries the words. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** A person's round mark: initials on their colour. */
export function avatar(person, size = "") {
  const label = person.bot ? null : person.initials;
  const face = person.bot
    ? el("img", { src: "/sandbox/page/icon.svg", alt: "", width: 20, height: 20 })
    : el("span", { text: label });
  return el("span", { class: `avatar tint-${person.tint} ${size}`, "aria-hidden": "true" }, face);
}

/** Put `nodes` into `parent` in place of what is there. */
export function fill(parent, ...nodes) {
  parent.replaceChildren(...nodes.flat().filter(Boolean));
}

/** "1 message", "3 messages". */
export function count(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** A size in bytes as people read it. */
export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1048576) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1048576).toFixed(1)} MB`;
}
