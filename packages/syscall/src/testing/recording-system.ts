import { linux, type System } from "../system.js";
import { interceptSystem } from "./intercept.js";
import { type RecordedError, type RecordedValue, recordError, recordValue } from "./recorded-value.js";

/** One thing that happened between a program and the system, as JSON can keep it. */
export type RecordEntry = RecordedCall | RecordedCallback;

/** A call, and its result or error. */
export interface RecordedCall {
  readonly name: string;
  readonly args: readonly RecordedValue[];
  /** For a method of what a call has returned: the place of that call in the record. */
  readonly on?: number;
  readonly result?: RecordedValue;
  readonly error?: RecordedError;
  /** What the call has put into a buffer that it was given: from its start, hexadecimal. */
  readonly wrote?: readonly { readonly argument: number; readonly bytes: string }[];
}

/** A function that the program gave to a call, called from the event loop. */
export interface RecordedCallback {
  /** The place in the record of the call that took the function. */
  readonly callback: number;
  readonly args: readonly RecordedValue[];
}

/** A system that remembers. */
export interface RecordingSystem {
  readonly system: System;
  /** Everything so far, in order. `JSON.stringify` keeps it for a `replayingSystem` elsewhere. */
  readonly record: readonly RecordEntry[];
}

/** The real system, or another one, and a record of all its calls with what they took and gave. */
export function recordingSystem(base: System = linux): RecordingSystem {
  const record: RecordEntry[] = [];
  const handles = new WeakMap<object, number>();
  const system = interceptSystem(base, ({ name, args }, make, on) => {
    const place = record.length;
    // Takes the place now: what the call does itself, calling back for instance, comes behind it.
    const entry: { -readonly [K in keyof RecordedCall]: RecordedCall[K] } = { name, args: recordArguments(name, args) };
    if (on !== undefined) entry.on = handles.get(on) as number;
    record.push(entry);
    const before = args.map((value) => (value instanceof Uint8Array ? Uint8Array.from(value) : undefined));
    const passed = args.map((value) =>
      typeof value !== "function"
        ? value
        : (...given: readonly unknown[]) => {
            record.push({ callback: place, args: given.map(recordValue) });
            return value(...given);
          },
    );
    try {
      const result = make(passed);
      entry.result = recordValue(result);
      if (typeof result === "object" && result !== null) handles.set(result, place);
      const wrote = args.flatMap((value, argument) => {
        const bytes = writtenTo(value, before[argument], RECEIVES.test(name) ? result : 0);
        return bytes === undefined ? [] : [{ argument, bytes }];
      });
      if (wrote.length > 0) entry.wrote = wrote;
      return result;
    } catch (error) {
      entry.error = recordError(error);
      throw error;
    }
  });
  return { system, record };
}

const RECEIVES = /^(recv|getdents|fs\.read)/;

/** What a buffer holds before something is received into it is nobody's business. */
export function recordArguments(name: string, args: readonly unknown[]): RecordedValue[] {
  const receives = RECEIVES.test(name);
  return args.map((value) => (receives && value instanceof Uint8Array ? { $room: value.length } : recordValue(value)));
}

/** Up to the last byte that has changed, or as far as the call says that it has received. */
function writtenTo(value: unknown, before: Uint8Array | undefined, received: unknown): string | undefined {
  if (!(value instanceof Uint8Array) || before === undefined) return undefined;
  const said = typeof received === "object" && received !== null && "length" in received ? received.length : received;
  const length = Math.max(
    value.findLastIndex((byte, i) => byte !== before[i]) + 1,
    typeof said === "number" ? Math.min(said, value.length) : 0,
  );
  return length === 0 ? undefined : Buffer.from(value.subarray(0, length)).toString("hex");
}
