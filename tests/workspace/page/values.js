// What a person has typed and picked in Block Kit elements, and sending it on.
// A draft on this page outlives every snapshot; the server's state is what other tabs see.

import { encoded } from "./api.js";
import { perform } from "./gestures.js";
import { redraw, state } from "./state.js";
import { t } from "./texts.js";

/** Element type -> [key in Slack's state, key of the initial value]. */
const FIELDS = {
  static_select: ["selected_option", "initial_option"],
  external_select: ["selected_option", "initial_option"],
  radio_buttons: ["selected_option", "initial_option"],
  overflow: ["selected_option", null],
  checkboxes: ["selected_options", "initial_options"],
  multi_static_select: ["selected_options", "initial_options"],
  users_select: ["selected_user", "initial_user"],
  multi_users_select: ["selected_users", "initial_users"],
  conversations_select: ["selected_conversation", "initial_conversation"],
  multi_conversations_select: ["selected_conversations", "initial_conversations"],
  channels_select: ["selected_channel", "initial_channel"],
  multi_channels_select: ["selected_channels", "initial_channels"],
  datepicker: ["selected_date", "initial_date"],
  timepicker: ["selected_time", "initial_time"],
  datetimepicker: ["selected_date_time", "initial_date_time"],
  file_input: ["files", null],
  rich_text_input: ["rich_text_value", "initial_value"],
};

const fieldOf = (element) => FIELDS[element.type] ?? ["value", "initial_value"];

const drafts = new Map(); // address of the element -> {value, isDirty, place, block, element}
const errors = new Map(); // key of the place -> {block_id: text}
const queues = new Map(); // key of the place -> the gesture under way

const addressOf = (place, block, element) => `${place.key}|${block.block_id}|${element.action_id}`;

/** The value as the person sees it: typed here, else known to Slack, else the app's initial value. */
export function valueOf(place, block, element) {
  const [field, initial] = fieldOf(element);
  const draft = drafts.get(addressOf(place, block, element));
  if (draft) return draft.value;
  const known = place.state?.[block.block_id]?.[element.action_id];
  if (known && field in known) return known[field];
  return initial ? element[initial] : undefined;
}

/** Keep a value on the page only. */
export function keep(place, block, element, value) {
  drafts.set(addressOf(place, block, element), { value, isDirty: true, place, block, element });
  const shown = errors.get(place.key) ?? { ...place.errors };
  if (!shown[block.block_id]) return;
  delete shown[block.block_id];
  errors.set(place.key, shown);
  redraw();
}

async function inStateForm(element, value) {
  const [field] = fieldOf(element);
  if (element.type === "file_input") return { files: await Promise.all((value ?? []).map(encoded)) };
  return { [field]: value ?? null };
}

/** One gesture at a time in a place, so that what was typed arrives before the press that follows it. */
function enqueue(key, work) {
  const next = (queues.get(key) ?? Promise.resolve()).then(work);
  queues.set(key, next.catch(() => {}));
  return next;
}

const target = (block, element) => ({ block_id: block.block_id, action_id: element.action_id });

/** Tell Slack what is typed or picked so far; pressing later must find it there. */
export function flush(place) {
  for (const draft of drafts.values()) {
    if (draft.place.key !== place.key || !draft.isDirty) continue;
    draft.isDirty = false;
    enqueue(place.key, async () => {
      const value = await inStateForm(draft.element, draft.value);
      const answer = await perform("change", { ...place.address, ...target(draft.block, draft.element), value });
      draft.isDirty ||= !answer.ok;
    });
  }
}

/** Press a button, or pick in an element that acts at once. */
export async function press(place, block, element, value) {
  const key = addressOf(place, block, element);
  if (state.pending.has(key)) return;
  state.pending.add(key);
  if (drafts.has(key)) drafts.get(key).isDirty = false;
  flush(place);
  redraw();
  const picked = value === undefined ? {} : { value: await inStateForm(element, value) };
  await enqueue(place.key, () => perform("press", { ...place.address, ...target(block, element), ...picked }));
  state.pending.delete(key);
  redraw();
}

/** A value was picked: inputs wait for the submission, other elements act at once. */
export function pick(place, block, element, value) {
  keep(place, block, element, value);
  if (block.type === "input") flush(place);
  else press(place, block, element, value);
  redraw();
}

/** What was typed is finished: the field was left, or Enter pressed. */
export function settle(place, block, element) {
  const draft = drafts.get(addressOf(place, block, element));
  if (draft?.isDirty) pick(place, block, element, draft.value);
}

export const isPending = (place, block, element) => state.pending.has(addressOf(place, block, element));

const isEmpty = (value) => value === undefined || value === null || value === "" || value.length === 0;

const PATTERNS = {
  email_text_input: [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "badEmail"],
  url_text_input: [/^https?:\/\/\S+$/i, "badUrl"],
  number_input: [/^-?\d+([.,]\d+)?$/, "badNumber"],
};

const LARGEST_FILE = 10 * 1024 * 1024;

function faultOf(block, element, value) {
  if (isEmpty(value)) return block.optional ? null : t("required");
  const [pattern, words] = PATTERNS[element.type] ?? [];
  if (pattern && !pattern.test(value)) return t(words);
  if (element.min_length && value.length < element.min_length) return t("tooShort", element.min_length);
  if (element.max_length && value.length > element.max_length) return t("tooLong", element.max_length);
  const large = element.type === "file_input" && value.find?.((file) => file.size > LARGEST_FILE);
  return large ? t("fileTooLarge", large.name) : null;
}

/** What Slack's own client checks before it sends a form: {block_id: text}. */
function faultsOf(place, blocks) {
  const inputs = blocks.filter((block) => block.type === "input");
  const faults = inputs.map((block) =>
    [block.block_id, faultOf(block, block.element, valueOf(place, block, block.element))]);
  return Object.fromEntries(faults.filter(([, text]) => text));
}

async function valuesOf(place, blocks) {
  const values = {};
  for (const block of blocks.filter((one) => one.type === "input")) {
    const draft = drafts.get(addressOf(place, block, block.element));
    if (!draft?.isDirty) continue;
    values[block.block_id] = { [block.element.action_id]: await inStateForm(block.element, draft.value) };
    draft.isDirty = false;
  }
  return values;
}

/** Submit a modal. Errors are kept to be shown at their inputs. */
export async function submit(place, blocks) {
  const key = `${place.key}|submit`;
  if (state.pending.has(key)) return;
  errors.set(place.key, faultsOf(place, blocks));
  redraw();
  if (Object.keys(errors.get(place.key)).length) return;
  state.pending.add(key);
  const answer = await enqueue(place.key, async () =>
    perform("submit", { ...place.address, values: await valuesOf(place, blocks) }));
  state.pending.delete(key);
  errors.set(place.key, { ...answer.errors });
  redraw();
}

export const isSubmitting = (place) => state.pending.has(`${place.key}|submit`);

export const errorOf = (place, block) => (errors.get(place.key) ?? place.errors)?.[block.block_id];

/** Forget what was typed in places that are gone, and everything when another person is chosen. */
export function forgetExcept(isPresent) {
  for (const [key, draft] of drafts) if (!isPresent(draft.place.key)) drafts.delete(key);
  for (const map of [errors, queues]) {
    for (const key of map.keys()) if (!isPresent(key)) map.delete(key);
  }
}
