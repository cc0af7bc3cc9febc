// Block Kit's interactive elements. Each is a native control wherever HTML has one.

import { h, idOf } from "./dom.js";
import { menuButton, toggle } from "./menu.js";
import { plain, textObject } from "./mrkdwn.js";
import { app, ask, conversations, me, redraw, state, titleOf } from "./state.js";
import { sizeOf, t } from "./texts.js";
import { COPENHAGEN, instantOf, localOf } from "./time.js";
import { errorOf, flush, isPending, keep, pick, press, settle, valueOf } from "./values.js";

export const elementId = (place, block, element) => idOf("el", place.key, block.block_id, element.action_id);

/** Attributes every control carries: how tests and screen readers find it and its faults. */
function naming(place, block, element, label) {
  const id = elementId(place, block, element);
  const isInput = block.type === "input";
  const fault = isInput && errorOf(place, block);
  const described = [fault && `${id}-error`, isInput && block.hint && `${id}-hint`].filter(Boolean).join(" ");
  return {
    id, "data-action-id": element.action_id,
    "aria-label": isInput ? null : [plain(element.placeholder), label].filter(Boolean).join(", ") || element.action_id,
    "aria-describedby": described || null, "aria-invalid": fault ? "true" : null,
    "aria-required": isInput && !block.optional ? "true" : null,
    autofocus: element.focus_on_load || null,
  };
}

async function isConfirmed(element) {
  return !element.confirm || ask(element.confirm);
}

async function act(place, block, element, value) {
  if (await isConfirmed(element)) await press(place, block, element, value);
}

async function choose(place, block, element, value) {
  if (await isConfirmed(element)) pick(place, block, element, value);
  else keep(place, block, element, valueOf(place, block, element));
}

function button({ place, block, element }) {
  const attributes = {
    class: `button ${element.style ?? ""}`, "data-action-id": element.action_id,
    "aria-label": element.accessibility_label ?? null, "aria-busy": isPending(place, block, element) ? "true" : null,
    onclick: () => act(place, block, element),
  };
  if (element.visible_to_user_ids?.includes(state.me) === false) return null;
  if (!element.url) return h("button", { type: "button", ...attributes }, plain(element.text));
  return h("a", { ...attributes, role: "button", href: element.url, target: "_blank", rel: "noopener noreferrer" },
    plain(element.text));
}

function overflow({ place, block, element, label }) {
  const items = element.options.map((option) => ({
    label: plain(option.text), description: plain(option.description),
    act: async () => {
      if (option.url && /^https?:/i.test(option.url)) window.open(option.url, "_blank", "noopener");
      await act(place, block, element, option);
    },
  }));
  return menuButton({
    key: elementId(place, block, element), label: label ? `${t("moreOptions")}: ${label}` : t("moreOptions"), items,
    attributes: { "data-action-id": element.action_id },
  });
}

const peopleOptions = () => (state.snapshot?.people ?? state.people).filter((one) => !one.deleted)
  .map((one) => ({ id: one.id, label: one.real_name || one.name }));

function conversationOptions(element) {
  const included = element.filter?.include;
  const isWanted = (one) => {
    const kind = one.kind === "dm" ? "im" : one.is_private ? "private" : "public";
    if (element.type.includes("channels_select")) return kind === "public";
    if (element.filter?.exclude_bot_users && one.with === app().id) return false;
    return !included || included.includes(kind);
  };
  return conversations().filter(isWanted)
    .map((one) => ({ id: one.id, label: one.kind === "dm" ? titleOf(one) : `#${one.name}` }));
}

/** The choices of any select as {label, value, group}; the value is what goes into Slack's state. */
function choicesOf(element) {
  if (element.type.includes("users_select")) return peopleOptions().map(({ id, label }) => ({ label, value: id }));
  if (/conversations|channels/.test(element.type)) {
    return conversationOptions(element).map(({ id, label }) => ({ label, value: id }));
  }
  const groups = element.option_groups ?? [{ options: element.options ?? [] }];
  return groups.flatMap((group) => group.options.map((option) =>
    ({ label: plain(option.text), description: option.description, value: option, group: plain(group.label) })));
}

const same = (one, other) => (one?.value ?? one) === (other?.value ?? other);

function select({ place, block, element, label }) {
  const choices = choicesOf(element);
  const chosen = valueOf(place, block, element);
  const shown = choices.map(({ label: text }, nth) => h("option", { value: String(nth) }, text));
  const groups = [...new Set(choices.map((choice) => choice.group).filter(Boolean))];
  const nodes = groups.length
    ? groups.map((group) => h("optgroup", { label: group }, shown.filter((_, nth) => choices[nth].group === group)))
    : shown;
  const isClearable = block.type === "input" && block.optional;
  const found = choices.findIndex((choice) => chosen && same(choice.value, chosen));
  return h("select", {
    ...naming(place, block, element, label), value: found < 0 ? "" : String(found),
    onchange: (event) => choose(place, block, element, choices[event.target.value]?.value ?? null),
  }, h("option", { value: "", disabled: !isClearable }, plain(element.placeholder) || t("chooseOne")), nodes);
}

const checkbox = (attributes, choice) =>
  h("label", { class: "choice" }, h("input", attributes),
    h("span", {}, h("span", {}, choice.text ? textObject(choice.text, { isInline: true }) : choice.label),
      choice.description && h("small", {}, textObject(choice.description, { isInline: true }))));

function without(list, value) {
  return list.filter((one) => !same(one, value));
}

function multiSelect({ place, block, element, label }) {
  const names = naming(place, block, element, label);
  const chosen = valueOf(place, block, element) ?? [];
  const choices = choicesOf(element);
  const labels = choices.filter((choice) => chosen.some((one) => same(one, choice.value))).map((one) => one.label);
  const isFull = element.max_selected_items && chosen.length >= element.max_selected_items;
  const turn = () => toggle(names.id, () => settle(place, block, element));
  const option = (choice) => {
    const isChosen = chosen.some((one) => same(one, choice.value));
    return checkbox({
      type: "checkbox", checked: isChosen, disabled: !isChosen && isFull,
      onchange: (event) => {
        const rest = without(valueOf(place, block, element) ?? [], choice.value);
        keep(place, block, element, event.target.checked ? [...rest, choice.value] : rest);
        if (block.type === "input") flush(place);
        redraw();
      },
    }, choice);
  };
  return h("div", { class: "multi", "data-popup": names.id },
    h("button", {
      ...names, type: "button", class: "select", "aria-haspopup": "true", "aria-expanded": String(state.open === names.id),
      onclick: turn,
    }, labels.length ? labels.join(", ") : h("span", { class: "quiet" }, plain(element.placeholder) || t("chooseOne"))),
    state.open === names.id && h("div", { class: "panel", role: "group", "aria-label": names["aria-label"] ?? plain(block.label) },
      choices.map(option), h("button", { type: "button", class: "button primary", onclick: turn }, t("done"))));
}

function toggles(kind, { place, block, element, label }) {
  const id = elementId(place, block, element);
  const isMany = kind === "checkbox";
  const chosen = [valueOf(place, block, element) ?? []].flat();
  const changed = (option) => (event) => {
    const rest = without([valueOf(place, block, element) ?? []].flat(), option);
    const many = event.target.checked ? [...rest, option] : rest;
    choose(place, block, element, isMany ? many : option);
  };
  return h("div", { class: "choices", id, role: isMany ? "group" : "radiogroup", "data-action-id": element.action_id,
    "aria-label": label || plain(block.label) },
  element.options.map((option) => checkbox({
    type: kind, name: id, checked: chosen.some((one) => same(one, option)), onchange: changed(option),
  }, option)));
}

const actsOnTyping = (element) =>
  element.dispatch_action_config?.trigger_actions_on?.includes("on_character_entered");

const actsOnEnter = (block, element) => block.dispatch_action && element.type === "plain_text_input"
  && (element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"]).includes("on_enter_pressed");

const timers = new Map();

/** Date and time fields change with every key; outside inputs they act when the person pauses or leaves. */
function settleSoon(place, block, element) {
  const id = elementId(place, block, element);
  clearTimeout(timers.get(id));
  if (block.type !== "input" || actsOnTyping(element)) timers.set(id, setTimeout(() => settle(place, block, element), 800));
}

function typed(attributes, { place, block, element, label }, read = (text) => text, write = (value) => value) {
  const done = () => {
    clearTimeout(timers.get(elementId(place, block, element)));
    settle(place, block, element);
  };
  return h("input", {
    ...naming(place, block, element, label), ...attributes, value: write(valueOf(place, block, element) ?? "") ?? "",
    oninput: (event) => {
      keep(place, block, element, event.target.value ? read(event.target.value) : null);
      settleSoon(place, block, element);
    },
    onblur: done,
    onkeydown: (event) => {
      if (event.key !== "Enter") return;
      if (!actsOnEnter(block, element)) return done();
      event.preventDefault();
      return press(place, block, element, valueOf(place, block, element));
    },
  });
}

const zone = () => me()?.tz ?? COPENHAGEN;

function dateTime(context) {
  return typed({ type: "datetime-local" }, context,
    (local) => instantOf(local, zone()) / 1000, (seconds) => seconds && localOf(seconds * 1000, zone()));
}

function text(context, type = "text") {
  const { place, block, element, label } = context;
  const attributes = {
    type, placeholder: plain(element.placeholder) || null, maxlength: element.max_length ?? null,
    inputmode: type === "number" ? "decimal" : null, autocomplete: "off",
  };
  const shared = { ...naming(place, block, element, label), placeholder: attributes.placeholder };
  if (!element.multiline) return typed({ ...attributes, type: type === "number" ? "text" : type }, context);
  return h("textarea", {
    ...shared, rows: "5", maxlength: attributes.maxlength, value: valueOf(place, block, element) ?? "",
    oninput: (event) => keep(place, block, element, event.target.value || null),
    onblur: () => settle(place, block, element),
  });
}

const richTextOf = (words) => ({ type: "rich_text",
  elements: [{ type: "rich_text_section", elements: [{ type: "text", text: words }] }] });

const wordsOf = (richText) => (richText?.elements ?? [])
  .map((part) => part.elements.map((one) => one.text ?? "").join("")).join("\n");

function richText({ place, block, element }) {
  return h("textarea", {
    ...naming(place, block, element), rows: "4", value: wordsOf(valueOf(place, block, element)),
    oninput: (event) => keep(place, block, element, event.target.value ? richTextOf(event.target.value) : null),
    onblur: () => settle(place, block, element),
  });
}

function fileInput({ place, block, element, label }) {
  const files = valueOf(place, block, element) ?? [];
  const most = element.max_files ?? 10;
  const choose = (event) => {
    keep(place, block, element, [...files, ...event.target.files].slice(0, most));
    event.target.value = "";
    redraw();
  };
  const drop = (file) => {
    keep(place, block, element, files.filter((one) => one !== file));
    redraw();
  };
  return h("div", { class: "file-input" },
    h("div", { class: "file-button" }, h("span", { class: "button", "aria-hidden": "true" }, t("chooseFiles")),
      h("input", {
        ...naming(place, block, element, label), type: "file", multiple: most > 1, onchange: choose,
        accept: element.filetypes?.map((type) => `.${type}`).join(",") ?? null,
      })),
    h("ul", { class: "chips" }, files.map((file) =>
      h("li", { class: "chip" }, `${file.name} · ${sizeOf(file.size)}`,
        h("button", { type: "button", "aria-label": t("remove", file.name), onclick: () => drop(file) }, "×")))));
}

const ELEMENTS = {
  button, overflow, checkboxes: (context) => toggles("checkbox", context),
  radio_buttons: (context) => toggles("radio", context),
  datepicker: (context) => typed({ type: "date" }, context),
  timepicker: (context) => typed({ type: "time" }, context),
  datetimepicker: dateTime, plain_text_input: text, email_text_input: (context) => text(context, "email"),
  url_text_input: (context) => text(context, "url"), number_input: (context) => text(context, "number"),
  file_input: fileInput, rich_text_input: richText,
  ...Object.fromEntries(["static", "users", "conversations", "channels"].flatMap((kind) =>
    [[`${kind}_select`, select], [`multi_${kind}_select`, multiSelect]])),
};

/** One element; `label` names it where no visible label does. */
export function element(place, block, one, label) {
  const build = ELEMENTS[one.type];
  if (!build) return h("span", { class: "quiet" }, t("cannotShow", one.type));
  return build({ place, block, element: one, label });
}

export const isGroup = (one) => one.type === "checkboxes" || one.type === "radio_buttons";
