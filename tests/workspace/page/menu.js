// Popups: one is open at a time, closed by Escape or by pressing elsewhere.

import { h, icon } from "./dom.js";
import { redraw, state } from "./state.js";

let closed = () => {};

/** Open or close a popup; `onClose` runs once, however it is closed. */
export function toggle(key, onClose = () => {}) {
  if (state.open === key) {
    dismiss();
    return;
  }
  dismiss({ isFocusKept: false });
  state.open = key;
  closed = onClose;
  redraw();
}

const popupOf = (key) => document.querySelector(`[data-popup="${CSS.escape(key)}"]`);

export function dismiss({ isFocusKept = true } = {}) {
  if (!state.open) return false;
  const anchor = popupOf(state.open)?.querySelector("button");
  state.open = null;
  if (isFocusKept) anchor?.focus();
  closed();
  closed = () => {};
  redraw();
  return true;
}

/** Called once: closes the open popup from anywhere on the page. */
export function watchPopups() {
  document.addEventListener("pointerdown", (event) => {
    if (state.open && event.target.closest("[data-popup]")?.dataset.popup !== state.open) {
      dismiss({ isFocusKept: false });
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && dismiss()) event.stopImmediatePropagation();
  }, true);
}

function place(panel) {
  panel.showPopover?.();
  const anchor = panel.parentElement.querySelector("button").getBoundingClientRect();
  const { width, height } = panel.getBoundingClientRect();
  const below = anchor.bottom + 4;
  const top = below + height > innerHeight - 8 ? Math.max(8, anchor.top - height - 4) : below;
  panel.style.top = `${top}px`;
  panel.style.left = `${Math.max(8, Math.min(anchor.left, innerWidth - width - 8))}px`;
  panel.querySelector("button, a")?.focus();
}

function walk(event) {
  const items = [...event.currentTarget.querySelectorAll("[role=menuitem]")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Tab") dismiss();
  if (!step) return;
  event.preventDefault();
  items[(items.indexOf(document.activeElement) + step + items.length) % items.length]?.focus();
}

const item = ({ label, description, act, style }) =>
  h("button", {
    type: "button", role: "menuitem", class: style ?? null,
    onclick: () => {
      dismiss();
      act();
    },
  }, label, description && h("small", {}, description));

/** A button that opens a menu. `items`: {label, description?, act(), style?}; `attributes` go on the button. */
export function menuButton({ key, label, glyph = "more", items, note, attributes = {} }) {
  const isOpen = state.open === key;
  return h("span", { class: "popup", "data-popup": key, key },
    h("button", {
      type: "button", class: "icon-button", title: label, "aria-label": label, ...attributes,
      "aria-haspopup": "menu", "aria-expanded": String(isOpen), onclick: () => toggle(key),
    }, icon(glyph)),
    isOpen && h("div", { class: "menu", popover: "manual", role: "menu", "aria-label": label, mount: place, onkeydown: walk },
      items.length ? items.map(item) : h("p", {}, note)));
}
