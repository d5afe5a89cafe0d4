/** How a line says when: not at all, as `ip -t monitor` has it on a line before, or as `ip -ts monitor` has it in front. */
export type TimeStyle = "none" | "line" | "short";

/** A moment, to the microsecond: a Date has milliseconds. */
interface Moment {
  readonly date: Date;
  /** Of its second. */
  readonly micros: number;
}

/** Microseconds from 1970 to the moment that `performance` counts from, by the clock that may be set. */
let origin = performance.timeOrigin * 1000;

/** By more than so many milliseconds the two clocks do not differ, unless somebody has set the one. */
const SET = 2;

export function now(): Moment {
  const ticks = performance.now() * 1000;
  const clock = Date.now() * 1000;
  // Date has cut off what is less than a millisecond.
  if (Math.abs(origin + ticks - clock) > SET * 1000) origin = clock - ticks;
  const micros = Math.floor(origin + ticks);
  return { date: new Date(Math.floor(micros / 1000)), micros: micros % 1_000_000 };
}

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** What stands before a line, in local time. */
export function timePrefix(style: TimeStyle, { date: time, micros }: Moment): string {
  if (style === "none") return "";
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map((part) => pad(part, 2)).join(":");
  if (style === "short") {
    const day = [pad(time.getFullYear(), 4), pad(time.getMonth() + 1, 2), pad(time.getDate(), 2)].join("-");
    return `[${day}T${clock}.${pad(micros, 6)}] `;
  }
  // asctime(3) pads the day with a blank.
  const day = String(time.getDate()).padStart(2);
  const date = `${DAYS[time.getDay()]} ${MONTHS[time.getMonth()]} ${day} ${clock} ${time.getFullYear()}`;
  return `Timestamp: ${date} ${micros} usec\n`;
}

/** ISO 8601, UTC: `2026-11-26T13:00:00.000123Z` */
export function isoTime({ date, micros }: Moment): string {
  return date.toISOString().replace(/\d{3}Z$/, `${pad(micros, 6)}Z`);
}

const pad = (value: number, digits: number) => String(value).padStart(digits, "0");
