// Writing: text kept per conversation, files, slash commands, mentions and global shortcuts.

import { encoded } from "./api.js";
import { h, icon } from "./dom.js";
import { perform } from "./gestures.js";
import { menuButton } from "./menu.js";
import { complain, redraw, state, titleOf } from "./state.js";
import { sizeOf, t } from "./texts.js";

const address = (key) => `${state.me}|${key}`;

/** What is written in a conversation and not yet sent. */
export function drafted(key) {
  const at = address(key);
  if (!state.drafts.has(at)) {
    state.drafts.set(at, { text: "", files: [], suggestion: 0, isHushed: false, sending: 0, isDropping: false });
  }
  return state.drafts.get(at);
}

function attach(key, files) {
  const draft = drafted(key);
  draft.files = [...draft.files, ...files];
  redraw();
}

/** Handlers for a pane on which files can be dropped. */
export function dropping(key) {
  const hover = (isOver) => (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    if (!isOver && event.currentTarget.contains(event.relatedTarget)) return;
    if (drafted(key).isDropping === isOver) return;
    drafted(key).isDropping = isOver;
    redraw();
  };
  return {
    ondragenter: hover(true), ondragover: hover(true), ondragleave: hover(false),
    ondrop: (event) => {
      event.preventDefault();
      drafted(key).isDropping = false;
      attach(key, event.dataTransfer.files);
    },
  };
}

/** What can be completed: commands at the start, people after an @. */
function suggestions(draft) {
  if (draft.isHushed) return [];
  const command = /^\/\S*$/.exec(draft.text);
  if (command) {
    return (state.snapshot.commands ?? []).filter((one) => one.command.startsWith(command[0].toLowerCase()))
      .map((one) => ({ name: one.command, hint: one.usage_hint, note: one.description, text: `${one.command} ` }));
  }
  const mention = /(^|\s)@([\p{L} ]*)$/u.exec(draft.text);
  if (!mention) return [];
  const start = draft.text.slice(0, mention.index) + mention[1];
  return state.snapshot.people.filter((one) => !one.deleted)
    .filter((one) => one.real_name.toLowerCase().startsWith(mention[2].toLowerCase()))
    .map((one) => ({ name: `@${one.real_name}`, note: one.title, text: `${start}@${one.real_name} ` }));
}

async function deliver(conversation, { text, files }) {
  const [command, ...rest] = text.split(/\s+/);
  if (!command.startsWith("/") || files.length) {
    return perform("say", { conversation: conversation.id, text, files: await Promise.all(files.map(encoded)) });
  }
  if (!(state.snapshot.commands ?? []).some((one) => one.command === command)) {
    complain(t("notCommand", command));
    return { ok: false };
  }
  return perform("command", { conversation: conversation.id, command, text: rest.join(" ") });
}

async function send(conversation, key) {
  const draft = drafted(key);
  const sent = { text: draft.text.trim(), files: draft.files };
  if (!(sent.text || sent.files.length)) return;
  Object.assign(draft, { text: "", files: [], sending: draft.sending + 1 });
  state.positions.delete(address(key));
  redraw();
  const answer = await deliver(conversation, sent);
  draft.sending -= 1;
  if (!answer.ok) Object.assign(draft, { text: draft.text || sent.text, files: [...sent.files, ...draft.files] });
  redraw();
}

function complete(draft, suggestion) {
  Object.assign(draft, { text: suggestion.text, suggestion: 0 });
  redraw();
}

function keyPressed(event, conversation, key, offered) {
  const draft = drafted(key);
  if (event.isComposing) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const chosen = offered[draft.suggestion];
  if (offered.length && step) {
    event.preventDefault();
    draft.suggestion = (draft.suggestion + step + offered.length) % offered.length;
    redraw();
  } else if (chosen && (event.key === "Tab" || event.key === "Enter") && chosen.text.trim() !== draft.text) {
    event.preventDefault();
    complete(draft, chosen);
  } else if (event.key === "Escape" && offered.length) {
    draft.isHushed = true;
    redraw();
  } else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    send(conversation, key);
  }
}

function fit(area) {
  area.style.height = "auto";
  area.style.height = `${Math.min(area.scrollHeight, 220)}px`;
}

function offer(draft, offered) {
  if (!offered.length) return null;
  return h("ul", { class: "suggestions", id: "suggestions", role: "listbox", "aria-label": t("suggestions") },
    offered.map((one, nth) => h("li", {
      role: "option", id: `suggestion-${nth}`, "aria-selected": String(nth === draft.suggestion),
      onpointerdown: (event) => {
        event.preventDefault();
        complete(draft, one);
      },
    }, h("strong", {}, one.name), one.hint && h("code", {}, one.hint), h("small", {}, one.note ?? ""))));
}

function attached(draft) {
  if (!draft.files.length) return null;
  return h("ul", { class: "chips", "aria-label": t("attached") }, draft.files.map((file) =>
    h("li", { class: "chip" }, icon("file"), `${file.name} · ${sizeOf(file.size)}`,
      h("button", { type: "button", "aria-label": t("remove", file.name), onclick: () => {
        draft.files = draft.files.filter((one) => one !== file);
        redraw();
      } }, "×"))));
}

function shortcuts() {
  const items = (state.snapshot.shortcuts ?? []).filter((one) => one.type === "global").map((one) => ({
    label: one.name, description: one.description,
    act: () => perform("shortcut", { callback_id: one.callback_id }),
  }));
  return menuButton({ key: "shortcuts", label: t("shortcuts"), glyph: "bolt", items, note: t("noShortcuts") });
}

function area(conversation, key, draft, offered) {
  return h("textarea", {
    rows: "1", "aria-label": t("messageTo", titleOf(conversation)), placeholder: t("messageTo", titleOf(conversation)),
    "aria-autocomplete": "list", "aria-controls": offered.length ? "suggestions" : null,
    "aria-activedescendant": offered.length ? `suggestion-${draft.suggestion}` : null, value: draft.text, mount: fit,
    oninput: (event) => {
      Object.assign(draft, { text: event.target.value, suggestion: 0, isHushed: false });
      fit(event.target);
      redraw();
    },
    onkeydown: (event) => keyPressed(event, conversation, key, offered),
    onpaste: (event) => {
      if (event.clipboardData.files.length) attach(key, event.clipboardData.files);
    },
  });
}

function attachButton(key) {
  return [
    h("input", { type: "file", multiple: true, id: "attach", class: "hidden-file", tabindex: "-1", "aria-hidden": "true",
      onchange: (event) => {
        attach(key, event.target.files);
        event.target.value = "";
      } }),
    h("button", { type: "button", class: "icon-button", title: t("attach"), "aria-label": t("attach"),
      onclick: () => document.getElementById("attach").click() }, icon("clip")),
  ];
}

export function composer(conversation, key) {
  if (conversation.is_archived) return h("p", { class: "archived", key: "composer" }, t("archived"));
  const draft = drafted(key);
  const offered = suggestions(draft);
  return h("form", { class: "composer", key: `composer-${state.me}-${key}`, onsubmit: (event) => {
    event.preventDefault();
    send(conversation, key);
  } },
  offer(draft, offered),
  h("div", { class: "frame" }, attached(draft), area(conversation, key, draft, offered),
    h("div", { class: "tools" }, attachButton(key), shortcuts(),
      h("span", { class: "status", role: "status" }, draft.sending > 0 && t("sending")),
      h("button", { type: "submit", class: "send", title: t("send"), "aria-label": t("send"),
        disabled: !(draft.text.trim() || draft.files.length) }, icon("send")))));
}
