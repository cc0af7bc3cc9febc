// Slack's mrkdwn and standard Markdown to DOM nodes. Text becomes text nodes, never HTML.

import { h } from "./dom.js";
import { conversations, nameOf, state } from "./state.js";
import { reader } from "./texts.js";
import { slackDate } from "./time.js";

const MARKS = { "*": "strong", "**": "strong", __: "strong", _: "em", "~": "s", "~~": "s" };

const EMOJI = Object.fromEntries(`white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|warning ⚠️
no_entry ⛔|no_entry_sign 🚫|stop_sign 🛑|lock 🔒|unlock 🔓|key 🔑|closed_lock_with_key 🔐|shield 🛡️|bell 🔔|no_bell 🔕|wave 👋
calendar 📆|date 📅|spiral_calendar_pad 🗓️|clock1 🕐|clock8 🕗|clock9 🕘|alarm_clock ⏰|hourglass ⌛|hourglass_flowing_sand ⏳
stopwatch ⏱️|memo 📝|pencil ✏️|pencil2 ✏️|clipboard 📋|page_facing_up 📄|paperclip 📎|file_folder 📁|open_file_folder 📂
card_index_dividers 🗂️|camera 📷|camera_with_flash 📸|frame_with_picture 🖼️|telephone_receiver 📞|phone ☎️|iphone 📱|computer 💻
email ✉️|envelope ✉️|incoming_envelope 📨|speech_balloon 💬|loudspeaker 📢|mega 📣|eyes 👀|thumbsup 👍|+1 👍|thumbsdown 👎|-1 👎
heart ❤️|green_heart 💚|blue_heart 💙|yellow_heart 💛|smile 😄|slightly_smiling_face 🙂|relieved 😌|pray 🙏|tada 🎉|rocket 🚀
point_right 👉|point_up ☝️|arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrows_counterclockwise 🔄|repeat 🔁
red_circle 🔴|large_orange_circle 🟠|large_yellow_circle 🟡|large_green_circle 🟢|large_blue_circle 🔵|white_circle ⚪|black_circle ⚫
white_large_square ⬜|black_large_square ⬛|small_blue_diamond 🔹|one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣
information_source ℹ️|question ❓|exclamation ❗|bulb 💡|mag 🔍|hammer_and_wrench 🛠️|gear ⚙️|wastebasket 🗑️|link 🔗|house 🏠
busts_in_silhouette 👥|bust_in_silhouette 👤|handshake 🤝|ambulance 🚑|sos 🆘|rotating_light 🚨|balance_scale ⚖️|scales ⚖️
classical_building 🏛️|bar_chart 📊|chart_with_upwards_trend 📈|inbox_tray 📥|outbox_tray 📤|package 📦|star ⭐|new 🆕
sunny ☀️|seedling 🌱|zzz 💤|thinking_face 🤔|raised_hand ✋|hand ✋|fast_forward ⏩|pushpin 📌|round_pushpin 📍`
  .split(/[|\n]/).map((pair) => pair.trim().split(" ")));

const unescape = (text) => text.replace(/&(amp|lt|gt);/g, (_, name) => ({ amp: "&", lt: "<", gt: ">" })[name]);

/** What a person would type to get this text: for editing a message. */
export const asTyped = (text) => unescape(text.replace(/<@(\w+)>/g, (_, id) => `@${nameOf(id)}`));

export const emoji = (name) => EMOJI[name] ?? `:${name}:`;

const withEmoji = (text) => text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => EMOJI[name] ?? whole);

const SAFE = /^(https?:|mailto:|tel:)/i;

export function anchor(url, label) {
  if (!SAFE.test(url)) return h("span", {}, label);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label);
}

const mention = (text, isMe = false) => h("span", { class: isMe ? "mention mine" : "mention" }, text);

export const userMention = (id, label) => mention(`@${label ?? nameOf(id)}`, id === state.me);

export function channelMention(id, label) {
  const found = conversations().find((one) => one.id === id);
  if (!found) return mention(`#${label || id}`);
  return h("a", { class: "mention", href: `#${state.me}/${id}` }, `#${found.name}`);
}

export const broadcast = (range) => mention(`@${range}`, true);

export function date(seconds, pattern, url, fallback) {
  const shown = /^\d+$/.test(seconds) ? slackDate(seconds, pattern, reader()) : fallback;
  const node = h("time", { title: fallback }, shown);
  return url ? anchor(url, node) : node;
}

/** What stands between < and >: a person, a channel, a group, a date or a link. */
function angle(inside) {
  const [target, ...rest] = inside.split("|");
  const label = rest.length ? unescape(rest.join("|")) : undefined;
  if (target.startsWith("@")) return userMention(target.slice(1));
  if (target.startsWith("#")) return channelMention(target.slice(1), label);
  if (target.startsWith("!date^")) {
    const [, seconds, pattern, url] = target.split("^");
    return date(seconds, pattern ?? "", url, label ?? "");
  }
  if (target.startsWith("!subteam^")) return mention(label ?? `@${target.slice(9)}`);
  if (target.startsWith("!")) return broadcast(target.slice(1));
  const url = unescape(target);
  return anchor(url, label ? withEmoji(label) : url.replace(/^mailto:/, ""));
}

const URL_TEXT = /https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)\]'"*_~]/y;
const MRKDWN = [
  [/`([^`\n]+)`/y, ([, code]) => h("code", {}, unescape(code))],
  [/<([^<>\n]+)>/y, ([, inside]) => angle(inside)],
  [/:([a-z0-9_+-]+):(?::skin-tone-\d:)?/y, ([whole, name]) => EMOJI[name] ?? whole],
  [URL_TEXT, ([url]) => anchor(unescape(url), unescape(url))],
  [/([*_~])(?=\S)([^\n]*?\S)\1(?![\p{L}\p{N}])/uy, ([, mark, inner], rules) => h(MARKS[mark], {}, inline(inner, rules))],
];
const MARKDOWN = [
  [/`([^`\n]+)`/y, ([, code]) => h("code", {}, code)],
  [/!?\[([^\]\n]+)\]\(([^)\s]+)\)/y, ([, label, url]) => anchor(url, label)],
  MRKDWN[1],
  [URL_TEXT, ([url]) => anchor(url, url)],
  [/(\*\*|__|~~|[*_])(?=\S)([^\n]*?\S)\1(?![\p{L}\p{N}])/uy, ([, mark, inner], rules) =>
    h(mark === "*" ? "em" : MARKS[mark], {}, inline(inner, rules))],
];

function inline(text, rules = MRKDWN) {
  const nodes = [];
  let plain = "";
  const flush = () => {
    if (plain) nodes.push(withEmoji(unescape(plain)));
    plain = "";
  };
  for (let at = 0; at < text.length;) {
    const [match, build] = firstMatch(text, at, rules);
    if (match) {
      flush();
      nodes.push(build(match, rules));
      at += match[0].length;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return nodes;
}

const STARTS = /[`<:h*_~[!]/;

function firstMatch(text, at, rules) {
  if (!STARTS.test(text[at])) return [];
  const isInsideWord = at > 0 && /[\p{L}\p{N}]/u.test(text[at - 1]);
  if (isInsideWord && /[*_~h:]/.test(text[at])) return [];
  for (const [pattern, build] of rules) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) return [match, build];
  }
  return [];
}

const ITEM = /^(\s*)([•◦▪-]|\d+[.)])\s+/;

function line(text) {
  const item = ITEM.exec(text);
  if (!item) return text ? h("div", {}, inline(text)) : h("div", { class: "gap" }, "\u00a0");
  const depth = Math.floor(item[1].length / 2);
  return h("div", { class: `item depth-${Math.min(depth, 3)}` },
    h("span", { class: "marker" }, `${item[2]}\u00a0`), h("span", {}, inline(text.slice(item[0].length))));
}

/** Lines to nodes; neighbouring lines that begin with > become one quotation. */
function paragraphs(text) {
  const nodes = [];
  let quoted = [];
  const flush = () => {
    if (quoted.length) nodes.push(h("blockquote", {}, quoted.map(line)));
    quoted = [];
  };
  for (const one of text.split("\n")) {
    const quote = /^(?:&gt;|>)\s?(.*)$/.exec(one);
    if (quote) quoted.push(quote[1]);
    else {
      flush();
      nodes.push(line(one));
    }
  }
  flush();
  return nodes;
}

export function mrkdwn(text) {
  return String(text ?? "").split(/```\n?([^]*?)\n?```\n?/).flatMap((part, place) =>
    place % 2 ? [h("pre", {}, unescape(part))] : part ? paragraphs(part.replace(/\n$/, "")) : []);
}

/** The text of one label: mrkdwn without blocks around it. */
const mrkdwnInline = (text) => String(text ?? "").split("\n").flatMap((one, place) =>
  place ? [h("br"), ...inline(one)] : inline(one));

/** A text object: {type: "mrkdwn" | "plain_text", text}. */
export function textObject(object, { isInline = false } = {}) {
  if (!object) return null;
  if (typeof object === "string") return object;
  if (object.type === "mrkdwn") return isInline ? mrkdwnInline(object.text) : mrkdwn(object.text);
  return object.emoji === false ? object.text : withEmoji(object.text ?? "");
}

export const plain = (object) => (object ? withEmoji(object.text ?? String(object)) : "");

const MARKDOWN_LINES = [
  [/^(#{1,6})\s+(.*)$/, ([, , text]) => h("h4", {}, inline(text, MARKDOWN))],
  [/^(\s*)([-*+]|\d+[.)])\s+(.*)$/, ([, space, marker, text]) =>
    h("div", { class: `item depth-${Math.min(3, Math.floor(space.length / 2))}` },
      h("span", { class: "marker" }, /\d/.test(marker) ? `${marker}\u00a0` : "•\u00a0"),
      h("span", {}, inline(text, MARKDOWN)))],
  [/^>\s?(.*)$/, ([, text]) => h("blockquote", {}, inline(text, MARKDOWN))],
  [/^(-{3,}|\*{3,})$/, () => h("hr")],
];

function markdownLine(text) {
  for (const [pattern, build] of MARKDOWN_LINES) {
    const match = pattern.exec(text);
    if (match) return build(match);
  }
  return text ? h("div", {}, inline(text, MARKDOWN)) : h("div", { class: "gap" }, "\u00a0");
}

/** The `markdown` block: headings, lists, quotes, code and the inline marks. */
export function markdown(text) {
  return text.split(/```[^\n]*\n?([^]*?)\n?```\n?/).flatMap((part, place) =>
    place % 2 ? [h("pre", {}, part)] : part.replace(/\n$/, "").split("\n").map(markdownLine));
}
