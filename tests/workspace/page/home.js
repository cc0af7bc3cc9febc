// The app's own place: its Home tab and the tabs above it.

import { blocks } from "./blocks.js";
import { h } from "./dom.js";
import { link, state } from "./state.js";
import { t } from "./texts.js";

export function tabs() {
  const tab = (name, words, address) =>
    h("a", { href: address, class: "tab", "aria-current": state.route.tab === name ? "page" : null }, words);
  return h("nav", { class: "tabs", "aria-label": t("tabs") },
    tab("home", t("home"), link("vaern", "home")), tab("messages", t("messages"), link("vaern")),
    state.coming && tab("coming", t("coming"), link("vaern", "coming")));
}

export function homeTab() {
  const home = state.snapshot?.home;
  if (!home) return h("div", { class: "home", key: "home" }, h("p", { class: "quiet" }, t("homeEmpty")));
  const place = { key: `home:${home.id}`, address: { home: true }, state: home.state, errors: home.errors, surface: "home" };
  return h("div", { class: "home", key: "home", tabindex: "0", role: "region", "aria-label": t("home") },
    h("div", { class: "column" }, blocks(place, home.view.blocks)));
}
