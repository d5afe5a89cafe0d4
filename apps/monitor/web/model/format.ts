import { visible } from "../../src/stream/visible.js";

/** "1 link", "2 links". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

/** "15:04:05", as clocks are where the page is looked at. */
export function clock(milliseconds: number): string {
  const time = new Date(milliseconds);
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map((part) => String(part).padStart(2, "0")).join(":");
}

/** "15:04:05.123" */
export function clockWithMilliseconds(milliseconds: number): string {
  return `${clock(milliseconds)}.${String(Math.trunc(milliseconds) % 1000).padStart(3, "0")}`;
}

/** "netns-20261126T150405Z.json": in UTC, and fit for any file system. */
export function fileName(milliseconds: number, extension: string): string {
  const stamp = new Date(milliseconds).toISOString().replace(/\.\d+Z$/, "Z");
  return `netns-${stamp.replace(/[-:]/g, "")}.${extension}`;
}

/** A field as text: lists with commas, nothing for what is not there; what would turn text around stands as an escape. */
export function text(value: unknown): string {
  if (value === undefined || value === null || value === false) return "";
  if (value === true) return "yes";
  if (Array.isArray(value)) return value.map(text).join(", ");
  if (typeof value === "object") return pairs(value);
  return visible(String(value));
}

/** "mark 1, mask 255" */
function pairs(value: object): string {
  return Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .map(([name, one]) => `${name} ${text(one)}`)
    .join(", ");
}
