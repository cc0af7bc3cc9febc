// The bar above the workspace: who one is, and the stand-in's clock with its jumps.

import { clock } from "./api.js";
import { h } from "./dom.js";
import { complain, me, now, redraw, state } from "./state.js";
import { avatar } from "./sidebar.js";
import { reader, t } from "./texts.js";
import { COPENHAGEN, instantOf, localOf, timeOfDay, weekdayAndDate, yearOf } from "./time.js";

async function jump(change) {
  const answer = await clock(change).catch(() => ({ error: t("offline") }));
  if (answer.error) complain(answer.error);
  else state.offset = Date.parse(answer.now) - Date.now();
  redraw();
}

const MINUTE = 60_000; // the field knows no seconds

let chosen = null; // what stands in the date-time field, until it is used

function jumpForm() {
  return h("form", {
    class: "jump", onsubmit: (event) => {
      event.preventDefault();
      const local = chosen ?? localOf(now(), COPENHAGEN);
      chosen = null;
      if (instantOf(local, COPENHAGEN) + MINUTE <= now()) complain(t("noPast"));
      else jump({ to: new Date(instantOf(local, COPENHAGEN)).toISOString() });
    },
  },
  h("input", {
    type: "datetime-local", "aria-label": t("jumpTo"), value: chosen ?? localOf(now(), COPENHAGEN),
    oninput: (event) => {
      chosen = event.target.value || null;
    },
    onfocus: () => {
      chosen ??= localOf(now(), COPENHAGEN);
    },
  }),
  h("button", { type: "submit" }, t("jump")));
}

export function clockBar() {
  const instant = now();
  const seen = { ...reader(), zone: COPENHAGEN };
  return [
    h("a", { class: "who", href: "#", "aria-label": me() ? `${t("switchPerson")} (${me().real_name})` : t("switchPerson") },
      me() ? [avatar(me()), h("span", {}, h("strong", {}, me().real_name), h("small", {}, me().title))]
        : h("strong", {}, t("standIn"))),
    h("div", { class: "now", role: "group", "aria-label": t("today") },
      h("time", { datetime: new Date(instant).toISOString() },
        weekdayAndDate(instant, seen), h("span", { class: "year" }, ` ${yearOf(instant, seen)}`), " ", h("strong", {}, timeOfDay(instant, seen)))),
    h("div", { class: "jumps" },
      h("button", { type: "button", onclick: () => jump({ next: "hour" }) }, t("nextHour")),
      h("button", { type: "button", onclick: () => jump({ next: "working_day" }) }, t("nextWorkingDay")),
      h("button", { type: "button", onclick: () => jump({ next: "monday" }) }, t("monday"))),
    jumpForm(),
  ];
}
