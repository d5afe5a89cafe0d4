import { constants } from "node:os";

/** The last of the real-time signals, on all that Node runs on. */
const LAST_SIGNAL = 64;

/** @throws TypeError ERR_UNKNOWN_SIGNAL, as node:child_process does. */
export function signalNumber(signal: NodeJS.Signals | number): number {
  const names: Readonly<Record<string, number>> = constants.signals;
  const number = typeof signal === "number" ? signal : names[String(signal).toUpperCase()];
  if (number !== undefined && Number.isInteger(number) && number >= 0 && number <= LAST_SIGNAL) return number;
  throw Object.assign(new TypeError(`Unknown signal: ${signal}`), { code: "ERR_UNKNOWN_SIGNAL" });
}

/** Real-time ones have no names in Node: "SIG34". */
export function signalName(signal: number): NodeJS.Signals {
  const found = Object.entries(constants.signals).find(([, number]) => number === signal);
  return (found?.[0] ?? `SIG${signal}`) as NodeJS.Signals;
}
