// The page: follows the world as one person sees it, and hands it to the panes.

import { changes } from "./api.js";
import { chooseBox, toast } from "./dialogs.js";
import { Drive } from "./drive.js";
import { Pane } from "./pane.js";
import { People } from "./people.js";

const AGAIN = 1500;
const at = (id) => document.getElementById(id);

const state = { me: fromHash(), since: -1, epoch: "", print: "", seen: {}, tab: "group", stop: new AbortController() };

const world = {
  get me() { return state.me; },
  get bot() { return state.last?.bot.username; },
  get botName() { return state.last?.bot.name || "The bot"; },
  time: (date) => format(date, { hour: "2-digit", minute: "2-digit" }),
  day: (date) => format(date, { weekday: "long", day: "numeric", month: "long" }),
  onStart: start,
};

const panes = { group: new Pane("group", at("group"), world), private: new Pane("private", at("private"), world) };
const people = new People(at("people"), at("me"), be);
const drive = new Drive((look) => (be(look.id), tab(look.chat)));

function format(date, parts) {
  return new Intl.DateTimeFormat("en-GB", { timeZone: state.zone || "Europe/London", ...parts }).format(new Date(date));
}

function fromHash() {
  const found = /^#as=(\d+)$/.exec(location.hash);
  return found ? Number(found[1]) : null;
}

/** Take another person's chair. */
function be(id) {
  if (id === state.me) return;
  state.me = id;
  history.replaceState(null, "", `#as=${id}`);
  restart();
}

function restart() {
  state.since = -1;
  state.print = "";
  state.fresh = true;
  state.stop.abort();
  state.stop = new AbortController();
}

async function start(payload) {
  tab("private");
  await panes.private.try({ do: "start", payload });
}

async function follow() {
  for (;;) {
    const { signal } = state.stop;
    try {
      const snapshot = await changes({ ...state, signal });
      offline(null);
      if (!signal.aborted && !snapshot.unchanged) apply(snapshot);
      else if (!signal.aborted) state.since = snapshot.version;
    } catch (error) {
      if (error.name === "AbortError") continue;
      offline(error);
      if (error.status === 404) (restart(), state.me = null);
      await new Promise((resolve) => setTimeout(resolve, AGAIN));
    }
  }
}

function offline(error) {
  at("offline").hidden = !error;
  at("offline").textContent = error ? error.message : "";
  document.body.classList.toggle("lost", Boolean(error));
}

function apply(snapshot) {
  if (snapshot.epoch !== state.epoch) {
    state.seen = remembered(snapshot.epoch);
    state.fresh = true;
  }
  Object.assign(state, {
    last: snapshot, since: snapshot.version, epoch: snapshot.epoch, print: snapshot.print, zone: snapshot.zone,
    me: snapshot.as, behind: Date.parse(snapshot.now) - Date.now(),
  });
  const viewer = snapshot.people.find((person) => person.id === snapshot.as);
  const heard = [];
  for (const [kind, pane] of Object.entries(panes)) heard.push(...pane.show(snapshot.chats[kind], viewer, state.fresh));
  state.fresh = false;
  speak(heard);
  drive.show(snapshot.evening, state.me);
  badges();
  clock();
  document.body.classList.add("ready");
}

function speak(sentences) {
  for (const sentence of sentences) {
    const line = document.createElement("p");
    line.textContent = sentence;
    at("spoken").append(line);
  }
  while (at("spoken").children.length > 20) at("spoken").firstChild.remove();
}

// What has been seen: the group's count for each viewer, the bot's for each private chat.

function remembered(epoch) {
  try {
    const kept = JSON.parse(sessionStorage.getItem("seen") || "{}");
    return kept.epoch === epoch ? kept.seen : {};
  } catch {
    return {};
  }
}

function badges() {
  const { last, me, seen } = state;
  const narrow = getComputedStyle(document.querySelector(".tabs")).display !== "none";
  const total = last.chats.group.count;
  if (seen.group === undefined || !narrow || state.tab === "group") seen.group = total;
  if (!narrow || state.tab === "private") seen[me] = last.people.find((person) => person.id === me).inbox;
  const waiting = Object.fromEntries(last.people.map((person) => [person.id, Math.max(0, person.inbox - (seen[person.id] || 0))]));
  people.show(last.people, me, waiting, last.evening.actor);
  badge("group", total - seen.group);
  badge("private", waiting[me]);
  sessionStorage.setItem("seen", JSON.stringify({ epoch: state.epoch, seen }));
}

function badge(kind, number) {
  const mark = at(`tab-${kind}`).querySelector(".badge");
  mark.hidden = number <= 0;
  mark.textContent = String(number);
  mark.setAttribute("aria-label", `${number} unread`);
}

function tab(kind) {
  state.tab = kind;
  document.body.dataset.tab = kind;
  for (const name of ["group", "private"]) {
    at(`tab-${name}`).setAttribute("aria-selected", String(name === kind));
    at(`tab-${name}`).tabIndex = name === kind ? 0 : -1;
  }
  panes[kind].log.toEnd();
  drive.again();
  if (state.last) badges();
}

function clock() {
  if (!state.last) return;
  const now = new Date(Date.now() + state.behind);
  at("clock").dateTime = now.toISOString();
  at("clock").textContent = `${format(now, { weekday: "short", day: "numeric", month: "short", year: "numeric" })}, ${world.time(now)}`;
}

function typing(target) {
  return Boolean(target.closest("textarea, input, select, dialog, [contenteditable]"));
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || typing(event.target) || event.ctrlKey || event.metaKey) return;
  const here = event.target.closest(".pane")?.dataset.kind || state.tab;
  event.preventDefault();
  panes[here].composer.input.focus();
});

document.querySelector(".tabs").addEventListener("keydown", (event) => {
  if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
  tab(state.tab === "group" ? "private" : "group");
  at(`tab-${state.tab}`).focus();
});

at("tab-group").addEventListener("click", () => tab("group"));
at("tab-private").addEventListener("click", () => tab("private"));
at("me").addEventListener("click", () => state.last && chooseBox(people.fresh()));
addEventListener("hashchange", () => fromHash() && be(fromHash()));
addEventListener("resize", () => (drive.again(), state.last && badges()));
addEventListener("unhandledrejection", (event) => toast(event.reason?.message || "Something went wrong here. Load the page again.", true));
setInterval(clock, 5000);
follow();
