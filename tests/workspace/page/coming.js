// A tab that only the demo has: the reminders that will come, and why each comes when it comes.

import { coming } from "./api.js";
import { h } from "./dom.js";
import { redraw, state } from "./state.js";
import { t } from "./texts.js";

let asked = null; // the revision and the hour for which it was last asked

/** Asks again when something has happened in the workspace, or the clock has jumped. */
async function follow() {
  const wanted = `${state.snapshot?.rev}-${Math.round(state.offset / 60_000)}`;
  if (asked === wanted) return;
  asked = wanted;
  const answer = await coming().catch(() => ({ cases: null }));
  state.coming = answer.cases ?? null;
  redraw();
}

const entry = (line) => h("li", {},
  h("p", {}, h("strong", {}, line.when), ` · ${line.to}`), h("p", {}, line.what), h("p", { class: "quiet" }, line.why));

const listed = ({ number, lines }) => h("section", { key: number },
  h("h2", {}, `${t("case")} ${number}`),
  lines.length ? h("ol", { class: "coming" }, lines.map(entry)) : h("p", { class: "quiet" }, t("nothingComes")));

export function comingTab() {
  follow();
  const cases = state.coming ?? [];
  return h("div", { class: "home", key: "coming", tabindex: "0", role: "region", "aria-label": t("coming") },
    h("div", { class: "column" }, h("p", { class: "quiet" }, t("comingHint")),
      cases.length ? cases.map(listed) : h("p", { class: "quiet" }, t("noCases"))));
}
