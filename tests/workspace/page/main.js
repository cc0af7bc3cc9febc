// The page: follows one person's snapshot, keeps the address in step, and redraws.

import { coming, gesture, people, view } from "./api.js";
import { clockBar } from "./clock.js";
import { conversationPane, emptyPane } from "./conversation.js";
import { h, patch } from "./dom.js";
import { watchPopups } from "./menu.js";
import { dialogs, isDialogOpen, returnFocus, watchFocus } from "./modal.js";
import { conversations, currentConversation, isApp, me, onDraw, redraw, state, titleOf } from "./state.js";
import { chooser, sidebar } from "./sidebar.js";
import { announce, notices } from "./notices.js";
import { language, t } from "./texts.js";
import { forgetExcept } from "./values.js";

const root = (id) => document.getElementById(id);

function workspace() {
  if (!state.me) return chooser();
  if (!state.snapshot) return h("p", { class: "nothing", key: "loading" }, t(state.connected ? "loading" : "offline"));
  const conversation = currentConversation();
  const pane = conversation
    ? conversationPane(conversation)
    : emptyPane(state.route.place ? t("notFound") : `${t("welcome", me()?.real_name ?? "")}. ${t("pickConversation")}`);
  return [
    !state.connected && h("p", { class: "offline", role: "status", key: "offline" }, t("offline")),
    h("div", { class: state.route.place ? "columns reading" : "columns", key: `columns-${state.me}` }, sidebar(), pane),
  ];
}

function title() {
  const conversation = currentConversation();
  const unread = conversations().reduce((sum, one) => sum + one.unread, 0);
  const names = [conversation && titleOf(conversation), me()?.real_name, t("standIn")].filter(Boolean);
  return `${unread ? `(${unread}) ` : ""}${names.join(" · ")}`;
}

/** A redraw may replace what had the focus; its message then keeps it, so that the keyboard is not lost. */
function keepFocus(focused, message, action) {
  if (document.activeElement !== document.body || !message || focused.isConnected) return;
  const again = document.querySelector(`[data-ts="${message}"]`);
  const twin = action && again?.querySelector(`[data-action-id="${CSS.escape(action)}"]`);
  (twin ?? again)?.focus({ preventScroll: true });
}

function draw() {
  const focused = document.activeElement;
  const message = focused?.closest("[data-ts]")?.dataset.ts;
  document.documentElement.lang = language();
  document.title = title();
  root("workspace").inert = isDialogOpen();
  patch(root("clock"), clockBar());
  patch(root("workspace"), workspace());
  patch(root("dialogs"), dialogs());
  patch(root("notices"), notices());
  keepFocus(focused, message, focused?.dataset?.actionId);
  returnFocus();
  visit();
  markRead();
}

let visited = ""; // the tab of the app that was last opened

/** Slack tells the app when a person opens its Home or Messages tab. */
async function visit() {
  const { tab } = state.route;
  const here = isApp(currentConversation()) ? `${state.me}/${tab}` : "";
  if (here === visited) return;
  visited = here;
  if (here && tab !== "coming") await gesture(tab === "home" ? "home" : "messages_tab", state.me, {}).catch(() => {});
}

const reading = new Set();

/** What is on the screen is read; where the unread began is remembered until one leaves. */
async function markRead() {
  const conversation = currentConversation();
  if (!conversation || !state.snapshot || state.route.tab !== "messages" || document.hidden) return;
  const key = isApp(conversation) ? "vaern" : conversation.id;
  if (state.fresh[key] === undefined) {
    const others = conversation.messages.filter((message) => message.user !== state.me && !message.system);
    state.fresh[key] = conversation.unread ? others.at(-conversation.unread)?.ts ?? null : null;
    redraw();
  }
  if (!conversation.unread || reading.has(conversation.id)) return;
  reading.add(conversation.id);
  await gesture("read", state.me, { conversation: conversation.id }).catch(() => {});
  reading.delete(conversation.id);
}

function isPresent(key) {
  const [kind, id, ts] = key.split("|")[0].split(":");
  if (kind === "home") return state.snapshot.home?.id === id;
  if (kind === "view") return state.snapshot.modals.some((one) => one.id === id);
  return conversations().some((one) => one.id === id && one.messages.some((message) => message.ts === ts));
}

function receive(snapshot) {
  state.connected = true;
  state.offset = Date.parse(snapshot.now) - Date.now();
  if (snapshot.rev === state.snapshot?.rev) return redraw();
  announce(snapshot, state.snapshot);
  state.snapshot = snapshot;
  forgetExcept(isPresent);
  return redraw();
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

let polling = new AbortController();

/** A hidden tab asks now and then instead of holding one of the browser's few connections to a host. */
async function poll(person, signal) {
  while (!signal.aborted) {
    const isHidden = document.hidden;
    try {
      const snapshot = await view(person, state.snapshot?.rev ?? null, isHidden ? 0 : 25, signal);
      if (signal.aborted) return;
      if (snapshot.ok === false) throw new TypeError(snapshot.error);
      receive(snapshot);
    } catch {
      if (signal.aborted) return;
      state.connected = false;
      redraw();
      await pause(1000);
    }
    if (isHidden) await pause(2000);
  }
}

function follow() {
  polling.abort();
  polling = new AbortController();
  if (state.me) poll(state.me, polling.signal);
}

function become(person) {
  Object.assign(state, { me: person, snapshot: null, fresh: {}, problems: [], toasts: [], editing: null, confirm: null });
  state.expanded.clear();
  state.pending.clear();
  forgetExcept(() => false);
  follow();
}


const TABS = ["home", "messages", "coming"];

function navigate() {
  const [name, place, tab] = decodeURIComponent(location.hash.slice(1)).split("/");
  const person = state.people.find((one) => one.id === name)?.id ?? null;
  const isElsewhere = place !== state.route.place;
  if (isElsewhere) Object.assign(state, { fresh: {}, problems: [] });
  state.route = { place: place || null, tab: TABS.includes(tab) ? tab : "messages" };
  state.open = null;
  if (person !== state.me) become(person);
  redraw();
}

async function start() {
  onDraw(draw);
  watchPopups();
  watchFocus();
  while (!state.people.length) {
    const answer = await people().catch(() => ({}));
    state.people = answer.people ?? [];
    if (!state.people.length) await pause(1000);
  }
  state.coming = (await coming().catch(() => ({}))).cases ?? null;
  addEventListener("hashchange", navigate);
  document.addEventListener("visibilitychange", () => document.hidden || follow());
  setInterval(() => patch(root("clock"), clockBar()), 1000);
  navigate();
}

start();
