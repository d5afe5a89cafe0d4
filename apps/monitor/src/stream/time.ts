/** How a line says when: not at all, as `ip -t monitor` has it on a line before, or as `ip -ts monitor` has it in front. */
export type TimeStyle = "none" | "line" | "short";

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** What stands before a line, in local time. Node's clock has milliseconds: the microseconds end in 000. */
export function timePrefix(style: TimeStyle, time: Date): string {
  if (style === "none") return "";
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map((part) => pad(part, 2)).join(":");
  const micros = time.getMilliseconds() * 1000;
  if (style === "short") {
    const day = [pad(time.getFullYear(), 4), pad(time.getMonth() + 1, 2), pad(time.getDate(), 2)].join("-");
    return `[${day}T${clock}.${pad(micros, 6)}] `;
  }
  // asctime(3) pads the day with a blank.
  const day = String(time.getDate()).padStart(2);
  const date = `${DAYS[time.getDay()]} ${MONTHS[time.getMonth()]} ${day} ${clock} ${time.getFullYear()}`;
  return `Timestamp: ${date} ${micros} usec\n`;
}

const pad = (value: number, digits: number) => String(value).padStart(digits, "0");
