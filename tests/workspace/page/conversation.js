// One conversation: its header, its messages by day, and what can be done with a message.

import { blocks, foldable } from "./blocks.js";
import { comingTab } from "./coming.js";
import { composer, drafted, dropping } from "./composer.js";
import { h, icon } from "./dom.js";
import { perform } from "./gestures.js";
import { homeTab, tabs } from "./home.js";
import { menuButton, toggle } from "./menu.js";
import { problems } from "./modal.js";
import { asTyped, mrkdwn } from "./mrkdwn.js";
import { app, ask, isApp, nameOf, person, redraw, state, titleOf } from "./state.js";
import { avatar } from "./sidebar.js";
import { reader, sizeOf, t } from "./texts.js";
import { dayName, isSameDay, timeOfDay } from "./time.js";

const TOGETHER = 5 * 60_000; // messages of one person within this time stand under one name

const keyOf = (conversation) => (isApp(conversation) ? "vaern" : conversation.id);

function messageMenu(conversation, message) {
  const address = { conversation: conversation.id, ts: message.ts };
  const shortcuts = (state.snapshot.shortcuts ?? []).filter((one) => one.type === "message").map((one) => ({
    label: one.name, description: app().real_name,
    act: () => perform("shortcut", { callback_id: one.callback_id, ...address }),
  }));
  const own = message.user === state.me && !message.ephemeral && !message.system ? [
    { label: t("editMessage"), act: () => {
      state.editing = { ...address, text: asTyped(message.text) };
      redraw();
    } },
    { label: t("deleteMessage"), style: "danger", act: () => remove(address) },
  ] : [];
  const items = [...shortcuts, ...own];
  if (!items.length || state.editing?.ts === message.ts) return null;
  return menuButton({ key: `message-${conversation.id}-${message.ts}`, label: t("moreActions"), items });
}

async function remove(address) {
  const isConfirmed = await ask({
    title: { text: t("deleteMessage") }, text: { type: "plain_text", text: t("deleteConfirm") },
    confirm: { text: t("delete") }, deny: { text: t("cancel") }, style: "danger",
  });
  if (isConfirmed) perform("delete_message", address);
}

function editor() {
  const finish = () => {
    state.editing = null;
    redraw();
  };
  const save = async (event) => {
    event.preventDefault();
    const { conversation, ts, text } = state.editing;
    if ((await perform("edit_message", { conversation, ts, text })).ok) finish();
  };
  return h("form", { class: "editor", key: "editor", onsubmit: save },
    h("textarea", {
      "aria-label": t("editMessage"), rows: "3", value: state.editing.text, mount: (area) => area.focus(),
      oninput: (event) => {
        state.editing.text = event.target.value;
      },
      onkeydown: (event) => {
        if (event.key === "Escape") finish();
      },
    }),
    h("div", { class: "actions" },
      h("button", { type: "button", class: "button", onclick: finish }, t("cancel")),
      h("button", { type: "submit", class: "button primary" }, t("save"))));
}

function file(one) {
  if (one.mode === "tombstone" || !one.url) {
    return h("div", { class: "file gone", key: one.id }, icon("file"), h("span", {}, t("fileGone")));
  }
  if (/^image\/(png|jpe?g|gif|webp)$/.test(one.mimetype)) {
    return h("a", { class: "picture", key: one.id, href: one.url, target: "_blank", rel: "noopener", "aria-label": t("openImage", one.name) },
      h("img", { src: one.url, alt: one.name, loading: "lazy" }), h("small", {}, one.name));
  }
  return h("a", { class: "file", key: one.id, href: one.url, download: one.name, "aria-label": t("download", one.name) },
    icon("file"), h("span", {}, h("strong", {}, one.name), h("small", {}, sizeOf(one.size))));
}

/** A forwarded message, or what an integration has set beside its own. */
function attachment(one, place) {
  return h("blockquote", { class: "attachment", key: `attachment-${place}` },
    one.author_name && h("strong", {}, one.author_name), one.title && h("strong", {}, one.title),
    one.text && h("div", { class: "words" }, mrkdwn(one.text)),
    one.files?.length > 0 && h("small", {}, one.files.map((each) => each.name).join(", ")));
}

function body(conversation, message) {
  const { editing } = state;
  if (editing?.ts === message.ts && editing.conversation === conversation.id) return editor();
  const place = {
    key: `message:${conversation.id}:${message.ts}`, address: { conversation: conversation.id, ts: message.ts },
    state: message.state, surface: "message",
  };
  return [
    message.blocks?.length
      ? blocks(place, message.blocks)
      : message.text && h("div", { class: "words", key: "words" }, foldable(place.key, message.text, mrkdwn(message.text))),
    message.attachments?.length > 0 && message.attachments.map(attachment),
    message.edited && h("small", { class: "edited", key: "edited" }, t("edited")),
    message.files?.length > 0 && h("div", { class: "files", key: "files" }, message.files.map(file)),
  ];
}

function article(conversation, message, isFollowing) {
  const at = Date.parse(message.at);
  const time = timeOfDay(at, reader());
  const author = person(message.user);
  const name = message.username || nameOf(message.user);
  const shape = ["message", isFollowing && "following", message.ephemeral && "ephemeral", message.system && "system"];
  return h("article", {
    class: shape.filter(Boolean).join(" "), key: message.ts, "data-ts": message.ts, tabindex: "-1", "aria-label": `${name} ${time}`,
  },
  h("div", { class: "side" }, isFollowing || avatar(author)),
  h("div", { class: "content" },
    message.ephemeral && h("p", { class: "only-you" }, t("onlyYou")),
    h("div", { class: isFollowing ? "byline quiet-byline" : "byline" },
      !isFollowing && h("strong", {}, name), !isFollowing && author?.is_bot && h("span", { class: "tag" }, t("appBadge")),
      h("time", { datetime: message.at }, time)),
    body(conversation, message)),
  messageMenu(conversation, message));
}

function listed(conversation) {
  const nodes = [];
  let before = null;
  const fresh = state.fresh[keyOf(conversation)];
  for (const message of conversation.messages) {
    const at = Date.parse(message.at);
    const isSame = before && isSameDay(at, Date.parse(before.at), reader().zone);
    if (!isSame) nodes.push(h("h3", { class: "day", key: `day-${message.ts}` }, h("span", {}, dayName(at, reader()))));
    if (message.ts === fresh) nodes.push(h("p", { class: "new-line", key: "new" }, h("span", {}, t("newMessages"))));
    const isFollowing = isSame && before.user === message.user && before.ephemeral === message.ephemeral
      && !before.system && !message.system && message.ts !== fresh && at - Date.parse(before.at) < TOGETHER;
    nodes.push(article(conversation, message, isFollowing));
    before = message;
  }
  return nodes.length ? nodes : h("p", { class: "quiet empty", key: "empty" }, t("empty"));
}

/** Stay at the newest message, unless the person has scrolled up to read. */
function followNewest(scroller, key) {
  const { positions } = state;
  const toBottom = () => {
    scroller.scrollTop = positions.get(key) ?? scroller.scrollHeight;
  };
  const line = scroller.querySelector(".new-line");
  if (line && line.offsetTop < scroller.scrollHeight - scroller.clientHeight) positions.set(key, line.offsetTop - 60);
  toBottom();
  let before = scroller.scrollTop;
  scroller.onscroll = () => {
    // New messages make the list longer before the browser tells of the last scroll: only going up is leaving.
    const isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 40;
    if (isAtEnd) positions.delete(key);
    else if (scroller.scrollTop < before || positions.has(key)) positions.set(key, scroller.scrollTop);
    before = scroller.scrollTop;
  };
  const watcher = new ResizeObserver(() => positions.has(key) || toBottom());
  watcher.observe(scroller);
  watcher.observe(scroller.firstElementChild);
}

const backArrow = () => h("a", { class: "back", href: `#${state.me}`, "aria-label": t("back") }, icon("back"));

function members(conversation) {
  if (conversation.kind !== "channel") return null;
  const isOpen = state.open === "members";
  return h("span", { class: "popup", "data-popup": "members" },
    h("button", { type: "button", class: "member-count", "aria-expanded": String(isOpen), onclick: () => toggle("members") },
      icon("people"), t("members", conversation.members.length)),
    isOpen && h("ul", { class: "member-list" }, conversation.members.map((id) =>
      h("li", {}, avatar(person(id)), h("span", {}, nameOf(id), h("small", {}, person(id)?.title ?? ""))))));
}

function header(conversation) {
  const glyph = conversation.kind === "channel" && (conversation.is_private ? icon("lock") : "#");
  return h("header", { class: "header-bar", key: "header" }, backArrow(),
    h("h1", { title: conversation.kind === "channel" && conversation.is_private ? t("privateChannel") : null },
      glyph && h("span", { class: "glyph", "aria-hidden": "true" }, glyph), titleOf(conversation)),
    conversation.topic && h("p", { class: "topic", title: conversation.topic }, mrkdwn(conversation.topic)),
    members(conversation));
}

function messages(conversation) {
  const key = keyOf(conversation);
  return h("div", {
    class: "scroller", key: `scroller-${state.me}-${key}`, tabindex: "0", role: "log", "aria-live": "polite",
    "aria-label": t("messageList", titleOf(conversation)), mount: (scroller) => followNewest(scroller, `${state.me}|${key}`),
  }, h("div", { class: "messages" }, listed(conversation)));
}

/** The right-hand side of the workspace for the conversation of the route. */
export function conversationPane(conversation) {
  const tab = isApp(conversation) ? state.route.tab : "messages";
  const isOther = tab !== "messages"; // a tab in which nothing is written
  const canDrop = !isOther && !conversation.is_archived;
  return h("main", { class: "pane", key: `pane-${keyOf(conversation)}`, ...(canDrop ? dropping(keyOf(conversation)) : {}) },
    header(conversation), isApp(conversation) && tabs(),
    isOther ? (tab === "home" ? homeTab() : comingTab()) : messages(conversation),
    problems(),
    isOther || composer(conversation, keyOf(conversation)),
    canDrop && drafted(keyOf(conversation)).isDropping && h("div", { class: "drop-hint" }, t("dropHere")));
}

/** What stands there when no conversation is chosen. */
export function emptyPane(words) {
  return h("main", { class: "pane nothing", key: "nothing" }, state.route.place && backArrow(),
    h("p", {}, words), problems());
}
