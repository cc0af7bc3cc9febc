// Dates and times as one person sees them. Zones are IANA names; instants are milliseconds unless said.

export const COPENHAGEN = "Europe/Copenhagen";

const DAY = 86_400_000;

const formats = new Map();

/** The format of a locale and options, made once: making one takes longer than all else of a redraw. */
function formatOf(locale, options) {
  const name = `${locale} ${JSON.stringify(options)}`;
  if (!formats.has(name)) formats.set(name, new Intl.DateTimeFormat(locale, options));
  return formats.get(name);
}

function offsetAt(instant, zone) {
  const parts = formatOf("en-GB", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric",
    hour: "numeric", minute: "numeric", second: "numeric",
  }).formatToParts(instant);
  const part = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
  const shown = Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
  return shown - Math.floor(instant / 1000) * 1000;
}

/** "2026-11-24T09:00" on a wall clock in `zone` to an instant. */
export function instantOf(local, zone) {
  const asUtc = Date.parse(`${local.slice(0, 16)}:00Z`);
  const guess = asUtc - offsetAt(asUtc, zone);
  return asUtc - offsetAt(guess, zone);
}

/** An instant to "2026-11-24T09:00" on a wall clock in `zone`. */
export const localOf = (instant, zone) =>
  new Date(instant + offsetAt(instant, zone)).toISOString().slice(0, 16);

const dayOf = (instant, zone) => localOf(instant, zone).slice(0, 10);

const format = (instant, { locale, zone }, options) =>
  formatOf(locale, { timeZone: zone, ...options }).format(instant);

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

export const timeOfDay = (instant, reader) =>
  format(instant, reader, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

export const weekdayAndDate = (instant, reader) =>
  capital(format(instant, reader, { weekday: "long", day: "numeric", month: "long" }));

export const yearOf = (instant, reader) => dayOf(instant, reader.zone).slice(0, 4);

export function dayName(instant, reader) {
  const date = weekdayAndDate(instant, reader);
  const year = yearOf(instant, reader);
  return year === yearOf(reader.now, reader) ? date : `${date} ${year}`;
}

export const isSameDay = (one, other, zone) => dayOf(one, zone) === dayOf(other, zone);

const NEAR = { da: { "-1": "i går", 0: "i dag", 1: "i morgen" }, en: { "-1": "yesterday", 0: "today", 1: "tomorrow" } };

function near(instant, reader) {
  const day = (moment) => Date.parse(`${dayOf(moment, reader.zone)}T00:00Z`);
  return NEAR[reader.locale.slice(0, 2)]?.[Math.round((day(instant) - day(reader.now)) / DAY)];
}

function ago(instant, reader) {
  const seconds = (instant - reader.now) / 1000;
  const relative = new Intl.RelativeTimeFormat(reader.locale, { numeric: "auto" });
  for (const [unit, length] of [["day", 86_400], ["hour", 3600], ["minute", 60]]) {
    if (Math.abs(seconds) >= length) return relative.format(Math.round(seconds / length), unit);
  }
  return relative.format(Math.round(seconds), "second");
}

const DATE = { year: "numeric", month: "long", day: "numeric" };
const SHORT = { year: "numeric", month: "short", day: "numeric" };
const LONG = { weekday: "long", ...DATE };

const TOKENS = {
  date_num: (at, reader) => dayOf(at, reader.zone),
  date_slash: (at, reader) => format(at, reader, { year: "numeric", month: "2-digit", day: "2-digit" }),
  date: (at, reader) => format(at, reader, DATE),
  date_short: (at, reader) => format(at, reader, SHORT),
  date_long: (at, reader) => format(at, reader, LONG),
  date_long_full: (at, reader) => format(at, reader, LONG),
  date_pretty: (at, reader) => near(at, reader) ?? format(at, reader, DATE),
  date_short_pretty: (at, reader) => near(at, reader) ?? format(at, reader, SHORT),
  date_long_pretty: (at, reader) => near(at, reader) ?? format(at, reader, LONG),
  day_divider_pretty: (at, reader) => near(at, reader) ?? format(at, reader, LONG),
  time: timeOfDay,
  time_secs: (at, reader) =>
    format(at, reader, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }),
  ago,
};

/** Slack's `<!date^seconds^{tokens}>` for one reader: {locale, zone, now}. */
export function slackDate(seconds, pattern, reader) {
  return pattern.replace(/\{(\w+)\}/g, (whole, name) =>
    TOKENS[name] ? TOKENS[name](Number(seconds) * 1000, reader) : whole);
}
