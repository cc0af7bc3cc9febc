// Modals (the top of the stack is shown), confirm dialogs, and the focus around them.

import { blocks } from "./blocks.js";
import { h, icon, idOf } from "./dom.js";
import { perform } from "./gestures.js";
import { plain, textObject } from "./mrkdwn.js";
import { settleProblem, state } from "./state.js";
import { language, t } from "./texts.js";
import { isSubmitting, submit } from "./values.js";

const topModal = () => state.snapshot?.modals?.at(-1);
export const isDialogOpen = () => Boolean(state.confirm || topModal());

let outside = null; // what had the focus before a dialog took it
let wasOpen = false;

export function watchFocus() {
  document.addEventListener("focusin", ({ target }) => {
    if (!target.closest("[role=dialog]")) outside = target;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isDialogOpen()) return;
    event.preventDefault();
    if (state.confirm) state.confirm.answer(false);
    else close(topModal());
  });
}

/** After each redraw: a closed dialog gives the focus back. */
export function returnFocus() {
  if (wasOpen && !isDialogOpen() && outside?.isConnected) outside.focus();
  wasOpen = isDialogOpen();
}

const FIELDS = "input:not([type=hidden]), textarea, select, .multi button";

function focusFirst(dialog) {
  const first = dialog.querySelector("[autofocus]") ?? dialog.querySelector(`.body :is(${FIELDS})`);
  (first ?? dialog).focus();
}

const close = (modal) => perform("close", { view_id: modal.id });

async function send(event, place, view) {
  event.preventDefault();
  await submit(place, view.blocks);
  setTimeout(() => document.querySelector(`[role=dialog] .fault :is(${FIELDS})`)?.focus());
}

export const problems = () => h("div", { class: "problems", role: "alert", key: "problems" },
  state.problems.map((problem) => h("p", { class: "problem", key: problem.key }, problem.text,
    h("button", { type: "button", class: "icon-button", "aria-label": t("dismiss"), onclick: () => settleProblem(problem) },
    icon("close")))));

function modal({ id, view, state: known, errors }) {
  const place = { key: `view:${id}`, address: { view_id: id }, state: known, errors, surface: "modal" };
  const title = plain(view.title);
  const hasSubmit = view.submit || view.blocks.some((block) => block.type === "input");
  const isBusy = isSubmitting(place);
  return h("div", { class: "backdrop", key: id },
    h("form", {
      class: "modal", role: "dialog", "aria-modal": "true", "aria-label": title, lang: language(), tabindex: "-1",
      "data-view-id": id, inert: state.confirm !== null, novalidate: true, mount: focusFirst,
      onsubmit: (event) => send(event, place, view),
    },
    h("header", {}, h("span", { class: "avatar app" }, icon("shield")), h("h2", {}, title),
      h("button", { type: "button", class: "icon-button", "aria-label": t("leave"), onclick: () => close({ id }) },
        icon("close"))),
    h("div", { class: "body", key: "body" }, blocks(place, view.blocks), problems()),
    h("footer", {},
      h("button", { type: "button", class: "button", onclick: () => close({ id }) },
        plain(view.close) || t(hasSubmit ? "cancel" : "close")),
      hasSubmit && h("button", { type: "submit", class: "button primary", "aria-busy": isBusy ? "true" : null },
        plain(view.submit) || t("submit")))));
}

function confirmation({ confirm, answer }) {
  const title = plain(confirm.title);
  const id = idOf("confirm", title);
  return h("div", { class: "backdrop", key: "confirm" },
    h("div", { class: "modal confirm", role: "dialog", "aria-modal": "true", "aria-label": title,
      "aria-describedby": id, tabindex: "-1", mount: (dialog) => dialog.querySelector("footer button")?.focus() },
    h("header", {}, h("h2", {}, title)),
    h("div", { class: "body", id }, textObject(confirm.text)),
    h("footer", {},
      h("button", { type: "button", class: "button", onclick: () => answer(false) }, plain(confirm.deny) || t("cancel")),
      h("button", { type: "button", class: `button ${confirm.style === "danger" ? "danger" : "primary"}`,
        onclick: () => answer(true) }, plain(confirm.confirm)))));
}

/** Everything that lies over the workspace. */
export const dialogs = () => [topModal() && modal(topModal()), state.confirm && confirmation(state.confirm)];

