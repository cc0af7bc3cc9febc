// Notifications as a lock screen shows them, with exactly the text that Slack would show there.

import { h } from "./dom.js";
import { complain, currentConversation, link, redraw, state } from "./state.js";
import { t } from "./texts.js";

const SHOWN_FOR = 7000; // milliseconds

/** As in Slack, the conversation one is reading does not notify. */
const isOnScreen = (id) => !document.hidden && state.route.tab === "messages" && currentConversation()?.id === id;

/** Show what is new since the snapshot before; the first snapshot announces nothing. */
export function announce(snapshot, before) {
  if (!before) return;
  for (const problem of snapshot.problems.slice(before.problems.length)) complain(problem.text);
  for (const one of snapshot.notifications.slice(before.notifications.length)) {
    if (isOnScreen(one.conversation)) continue;
    const toast = { key: crypto.randomUUID(), ...one };
    state.toasts = [...state.toasts, toast].slice(-3);
    setTimeout(() => hide(toast), SHOWN_FOR);
  }
}

function hide(toast) {
  state.toasts = state.toasts.filter((one) => one.key !== toast.key);
  redraw();
}

export const notices = () => h("div", { class: "toasts", role: "status", "aria-live": "polite", "aria-label": t("notifications") },
  state.toasts.map((toast) => h("a", { class: "toast", key: toast.key, href: link(toast.conversation), onclick: () => hide(toast) },
    h("strong", {}, toast.title), h("span", {}, toast.text))));
