// What the page knows. One object, redrawn as a whole after every change.

export const state = {
  people: [],
  me: null, // id of the chosen person
  route: { place: null, tab: "messages" }, // place: a conversation's id, "vaern" or null
  snapshot: null,
  coming: null, // what the demo's tab of reminders shows; null where there is none
  offset: 0, // milliseconds between the stand-in's clock and this computer's
  connected: true,
  open: null, // key of the open popup
  confirm: null, // a confirm dialog waiting for its answer
  drafts: new Map(), // typed messages: conversation -> {text, files}
  positions: new Map(), // conversation -> scroll position, absent while at the newest message
  pending: new Set(), // keys of gestures under way
  expanded: new Set(), // keys of long texts shown in full
  editing: null, // {conversation, ts, text} of the message being edited
  toasts: [],
  problems: [],
  fresh: {}, // conversation -> ts of the first message that was unread when it was opened
};

let draw = () => {};
let scheduled = false;

export function onDraw(callback) {
  draw = callback;
}

export function redraw() {
  if (scheduled) return;
  scheduled = true;
  queueMicrotask(() => {
    scheduled = false;
    draw();
  });
}

export const now = () => Date.now() + state.offset;

export const person = (id) =>
  state.snapshot?.people?.find((one) => one.id === id) ?? state.people.find((one) => one.id === id);

export const me = () => person(state.me);

export const nameOf = (id) => person(id)?.real_name || person(id)?.name || id || "?";

export const app = () => state.people.find((one) => one.is_bot) ?? { id: "U0VAERN", real_name: "Værn" };

export const conversations = () => state.snapshot?.conversations ?? [];

export const appConversation = () =>
  conversations().find((one) => one.kind === "dm" && one.with === app().id);

/** The conversation on the screen; the app's own place exists before its first message does. */
export function currentConversation() {
  const { place } = state.route;
  if (!place) return null;
  const found = place === "vaern" ? appConversation() : conversations().find((one) => one.id === place);
  if (found || place !== "vaern") return found ?? null;
  return { id: "vaern", kind: "dm", with: app().id, name: app().real_name, messages: [], members: [], unread: 0 };
}

export const isApp = (conversation) => conversation?.kind === "dm" && conversation.with === app().id;

export function titleOf(conversation) {
  return conversation.kind === "dm" && conversation.with ? nameOf(conversation.with) : conversation.name;
}

export const link = (place, tab) => `#${[state.me, place, tab].filter(Boolean).join("/")}`;

const COMPLAINING = 30_000; // milliseconds a red line stays

/** A red line, as Slack shows when something the person did went wrong. */
export function complain(text) {
  const newest = state.problems.at(-1);
  if (newest?.text === text && Date.now() - newest.shown < 5000) return;
  const problem = { key: crypto.randomUUID(), text, shown: Date.now() };
  state.problems.push(problem);
  setTimeout(() => settleProblem(problem), COMPLAINING);
  redraw();
}

export function settleProblem(problem) {
  state.problems = state.problems.filter((one) => one !== problem);
  redraw();
}

/** Show one of Slack's confirm objects; resolves to whether the person confirmed. */
export function ask(confirm) {
  return new Promise((resolve) => {
    const answer = (isConfirmed) => {
      state.confirm = null;
      redraw();
      resolve(isConfirmed);
    };
    state.confirm = { confirm, answer };
    redraw();
  });
}
