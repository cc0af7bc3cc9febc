// Choosing who one is, and the list of conversations.

import { h, icon } from "./dom.js";
import { app, appConversation, conversations, currentConversation, isApp, link, state, titleOf } from "./state.js";
import { t } from "./texts.js";

const COLOURS = 7;

/** A person's square with initials; the app's shield. */
export function avatar(person) {
  if (!person || person.is_bot) return h("span", { class: "avatar app", "aria-hidden": "true" }, icon("shield"));
  const initials = (person.real_name || person.name || "?").split(/\s+/).map((word) => word[0]).join("").slice(0, 2);
  const colour = Math.max(0, state.people.findIndex((one) => one.id === person.id)) % COLOURS;
  return h("span", { class: `avatar colour-${colour}`, "aria-hidden": "true" }, initials.toUpperCase());
}

export function chooser() {
  const people = state.people.filter((person) => !person.is_bot && !person.deleted);
  return h("main", { class: "chooser", key: "chooser" },
    h("h1", {}, t("chooseTitle")), h("p", { class: "quiet" }, t("chooseHint")),
    h("ul", {}, people.map((person) => h("li", {},
      h("a", { href: `#${person.id}`, class: "person" }, avatar(person),
        h("span", {}, h("strong", {}, person.real_name), " ", h("small", {}, person.title)))))));
}

function entry({ id, tab, name, glyph, unread = 0, isCurrent, note }) {
  return h("li", { key: id },
    h("a", { href: link(id, tab), class: unread ? "entry unread" : "entry", "aria-current": isCurrent ? "page" : null },
      h("span", { class: "glyph", "aria-hidden": "true" }, glyph), h("span", { class: "name" }, name),
      note && h("small", {}, note),
      unread > 0 && h("span", { class: "badge", "aria-label": t("unread", unread) }, String(unread))));
}

const group = (title, entries, empty) => h("section", { key: title },
  h("h2", {}, title), entries.length ? h("ul", {}, entries) : h("p", { class: "quiet" }, empty));

const byName = (one, other) => titleOf(one).localeCompare(titleOf(other), "da");

export function sidebar() {
  const current = currentConversation();
  const channels = conversations().filter((one) => one.kind === "channel").sort(byName);
  const people = conversations().filter((one) => one.kind === "dm" && !isApp(one)).sort(byName);
  const listed = (one, glyph) => entry({
    id: one.id, name: titleOf(one), glyph, unread: one.unread, isCurrent: one.id === current?.id,
    note: one.is_archived && t("archivedMark"),
  });
  return h("nav", { class: "sidebar", "aria-label": t("sidebar"), key: "sidebar" },
    h("p", { class: "team" }, "Herlev Kommune (demo)"),
    group(t("channels"), channels.map((one) => listed(one, one.is_private ? icon("lock") : "#")), t("noChannels")),
    people.length > 0 && group(t("directMessages"),
      people.map((one) => listed(one, avatar(state.snapshot.people.find((person) => person.id === one.with))))),
    group(t("apps"), [entry({
      id: "vaern", name: app().real_name, glyph: avatar(app()), unread: appConversation()?.unread,
      isCurrent: isApp(current),
    })]));
}
