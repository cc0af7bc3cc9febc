// Gestures of the chosen person, with the red line that a failed one leaves.

import { gesture } from "./api.js";
import { complain, state } from "./state.js";
import { t } from "./texts.js";

const WORDS_FROM_SLACK = 400; // milliseconds in which Slack's own words for the fault may still arrive

/** Answers {ok, …} and never throws. Slack's words for a fault, where it has some, are shown instead of ours. */
export async function perform(name, body) {
  const known = state.snapshot?.problems.length;
  const answer = await gesture(name, state.me, body).catch(() => ({ ok: false, error: t("offline") }));
  if (!answer.ok && !answer.errors) {
    setTimeout(() => state.snapshot?.problems.length === known && complain(answer.error), WORDS_FROM_SLACK);
  }
  return answer;
}
