// Block Kit's blocks to DOM nodes. A `place` says where they stand: {key, address, state, errors, surface}.

import { fileAddress } from "./api.js";
import { h } from "./dom.js";
import { element, elementId, isGroup } from "./elements.js";
import {
  anchor, broadcast, channelMention, date, emoji, markdown, plain, textObject, userMention,
} from "./mrkdwn.js";
import { redraw, state } from "./state.js";
import { t } from "./texts.js";
import { errorOf } from "./values.js";

const FOLDED = { characters: 900, lines: 14 };

/** A long text shows its beginning until the person asks for the rest. */
export function foldable(key, text, nodes, { isOpen = false, limits = FOLDED } = {}) {
  const isLong = text.length > limits.characters || text.split("\n").length > limits.lines;
  if (!isLong || isOpen) return nodes;
  const isExpanded = state.expanded.has(key);
  const turn = () => {
    state.expanded[isExpanded ? "delete" : "add"](key);
    redraw();
  };
  return [
    h("div", { class: isExpanded ? "" : "folded", key: "fold" }, nodes),
    h("button", { type: "button", class: "see-more", "aria-expanded": String(isExpanded), onclick: turn },
      t(isExpanded ? "seeLess" : "seeMore")),
  ];
}

function section(place, block) {
  const text = block.text?.text ?? "";
  const body = block.text && foldable(`${place.key}|${block.block_id}`, text, textObject(block.text),
    { isOpen: block.expand || place.surface !== "message" });
  const label = plain(block.text && { text: text.split("\n")[0].replace(/[*_~`]/g, "") }).slice(0, 80);
  return h("div", { class: "section" },
    h("div", { class: "text" }, body,
      block.fields && h("div", { class: "fields" }, block.fields.map((field) => h("div", {}, textObject(field))))),
    block.accessory && h("div", { class: "accessory" }, part(place, block, block.accessory, label)));
}

function source(image) {
  const file = image.slack_file;
  return image.image_url ?? (file?.id ? fileAddress(state.me, file.id) : file?.url ?? "");
}

const picture = (image, attributes) =>
  h("img", { src: source(image), alt: image.alt_text ?? "", referrerpolicy: "no-referrer", ...attributes });

function part(place, block, one, label) {
  if (one.type === "image") return picture(one, { class: "thumbnail" });
  return element(place, block, one, label);
}

const context = (place, block) => h("div", { class: "context" }, block.elements.map((one) =>
  one.type === "image" ? picture(one, { class: "tiny" }) : h("span", {}, textObject(one))));

function input(place, block) {
  const id = elementId(place, block, block.element);
  const fault = errorOf(place, block);
  const label = [plain(block.label), block.optional && h("span", { class: "quiet" }, ` ${t("optional")}`)];
  const inside = [
    element(place, block, block.element),
    fault && h("p", { class: "error", id: `${id}-error`, role: "alert" }, fault),
    block.hint && h("p", { class: "hint", id: `${id}-hint` }, plain(block.hint)),
  ];
  const shape = fault ? "input fault" : "input";
  if (isGroup(block.element)) return h("fieldset", { class: shape }, h("legend", {}, label), inside);
  return h("div", { class: shape }, h("label", { for: id }, label), inside);
}

const image = (place, block) => h("figure", { class: "image" },
  block.title && h("figcaption", {}, plain(block.title)), picture(block, { loading: "lazy" }));

const STYLES = { bold: "strong", italic: "em", strike: "s", underline: "u", code: "code" };

const INLINE = {
  text: (one) => one.text.split("\n").flatMap((line, place) => (place ? [h("br"), line] : [line])),
  link: (one) => anchor(one.url, one.text ?? one.url),
  user: (one) => userMention(one.user_id),
  channel: (one) => channelMention(one.channel_id),
  usergroup: (one) => broadcast(one.usergroup_id),
  broadcast: (one) => broadcast(one.range),
  emoji: (one) => emoji(one.name),
  date: (one) => date(String(one.timestamp), one.format, one.url, one.fallback ?? ""),
  color: (one) => one.value,
};

function richInline(one) {
  const node = INLINE[one.type]?.(one) ?? t("cannotShow", one.type);
  const styles = Object.keys(one.style ?? {}).filter((name) => one.style[name] && STYLES[name]);
  return styles.reduce((inside, name) => h(STYLES[name], {}, inside), node);
}

const RICH = {
  rich_text_section: (one) => h("div", {}, one.elements.map(richInline)),
  rich_text_quote: (one) => h("blockquote", {}, one.elements.map(richInline)),
  rich_text_preformatted: (one) => h("pre", {}, one.elements.map(richInline)),
  rich_text_list: (one) => h(one.style === "ordered" ? "ol" : "ul",
    { class: `depth-${Math.min(one.indent ?? 0, 3)}`, start: one.offset ? one.offset + 1 : null },
    one.elements.map((item) => h("li", {}, (item.elements ?? []).map(richInline)))),
};

const textOf = (value) => (Array.isArray(value) ? value.map(textOf).join("")
  : value?.text ?? (value?.elements ? textOf(value.elements) : ""));

function richText(place, block) {
  const nodes = block.elements.map((one) => RICH[one.type]?.(one) ?? t("cannotShow", one.type));
  return foldable(`${place.key}|${block.block_id}`, textOf(block.elements), nodes,
    { isOpen: place.surface !== "message" });
}

function cell(one) {
  if (one.type === "rich_text") return one.elements.map((part) => RICH[part.type]?.(part));
  return String(one.text ?? one.value ?? "");
}

function table(place, block) {
  const align = (column) => block.column_settings?.[column]?.align ?? null;
  const row = (cells, tag) => h("tr", {}, cells.map((one, column) =>
    h(tag, { class: align(column), scope: tag === "th" ? "col" : null }, cell(one))));
  const [first, ...rest] = block.rows;
  return h("div", { class: "table", tabindex: "0", role: "group", "aria-label": block.caption ?? null }, h("table", {},
    block.caption && h("caption", {}, block.caption), h("thead", {}, row(first, "th")),
    h("tbody", {}, rest.map((cells) => row(cells, "td")))));
}

const BLOCKS = {
  section, context, input, image, table, data_table: table, rich_text: richText,
  header: (place, block) => h("h3", { class: "header" }, plain(block.text)),
  divider: () => h("hr"),
  actions: (place, block) => h("div", { class: "actions" }, block.elements.map((one) => part(place, block, one))),
  markdown: (place, block) => foldable(`${place.key}|${block.block_id}`, block.text, markdown(block.text)),
  alert: (place, block) => h("div", { class: `alert ${block.level ?? ""}`, role: "note" }, textObject(block.text)),
};

/** The blocks of one message, modal or Home tab. */
export const blocks = (place, list) => list.map((block, nth) =>
  h("div", { class: `block ${block.type}-block`, key: block.block_id ?? nth, "data-block-id": block.block_id ?? null },
    BLOCKS[block.type]?.(place, block) ?? h("span", { class: "quiet" }, t("cannotShow", block.type))));

