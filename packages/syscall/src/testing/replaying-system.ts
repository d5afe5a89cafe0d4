import { isDeepStrictEqual } from "node:util";
import { linux, type System } from "../system.js";
import { interceptSystem } from "./intercept.js";
import { type RecordedValue, replayError, replayValue } from "./recorded-value.js";
import { type RecordEntry, type RecordedCall, recordArguments } from "./recording-system.js";
import { showCall } from "./show-call.js";

/** A system that answers from a record. */
export interface ReplayingSystem {
  readonly system: System;
  /** How many calls of the record have not been made yet. */
  readonly remaining: number;
  /** @throws Error when a call differed from the record, also if the program has caught that, or when calls are left. */
  verify(): void;
}

/**
 * Answers every call as the record has it, in the same order, without a kernel: results, errors, what is put into
 * buffers. A function that the program gives to a call is called back from the event loop when the record says so. A
 * call with another name or other arguments than the record's next is an Error that shows both; so is every call from
 * there on.
 */
export function replayingSystem(record: readonly RecordEntry[]): ReplayingSystem {
  let place = 0;
  let mismatch: Error | undefined;
  const handles = new WeakMap<object, number>();
  const callbacks = new Map<number, (...args: unknown[]) => unknown>();

  const fail = (reason: string): never => {
    mismatch ??= new Error(reason);
    throw mismatch;
  };

  /** The calls of functions that come next in the record, each in a turn of the loop of its own. */
  const callBack = () => {
    const entry = record[place];
    if (entry === undefined || !("callback" in entry)) return;
    setImmediate(() => {
      // A call has been made in between, which the record has later.
      if (record[place] !== entry) return;
      place++;
      callbacks.get(entry.callback)?.(...entry.args.map(replayValue));
      callBack();
    });
  };

  const system = interceptSystem(linux, ({ name, args }, _make, on) => {
    if (mismatch !== undefined) throw mismatch;
    const wanted = record[place];
    const made = { name, args: recordArguments(name, args), ...(on && { on: handles.get(on) as number }) };
    const nth = record.slice(0, place).filter(isCall).length + 1;
    if (wanted === undefined) return fail(`call ${nth} is not in the record, which ends here: ${show(made)}`);
    if (!isCall(wanted)) return fail(`the record has an event before call ${nth}: ${show(made)}`);
    const { result, error, wrote, ...expected } = wanted;
    if (!isDeepStrictEqual(made, expected)) {
      return fail(`call ${nth} differs from the record:\n  recorded ${show(wanted)}\n  made     ${show(made)}`);
    }
    for (const arg of args) if (typeof arg === "function") callbacks.set(place, arg as () => unknown);
    for (const { argument, bytes } of wrote ?? []) (args[argument] as Uint8Array).set(Buffer.from(bytes, "hex"));
    const at = place++;
    callBack();
    if (error !== undefined) throw replayError(error);
    const given = replayValue(result as RecordedValue);
    if (typeof given === "object" && given !== null) handles.set(given, at);
    return given;
  });

  return {
    system,
    get remaining() {
      return record.slice(place).filter(isCall).length;
    },
    verify() {
      if (mismatch !== undefined) throw mismatch;
      const next = record.slice(place).find(isCall);
      if (next !== undefined) throw new Error(`${this.remaining} calls of the record are left, from ${show(next)}`);
    },
  };
}

function isCall(entry: RecordEntry): entry is RecordedCall {
  return "name" in entry;
}

function show({ name, args }: Pick<RecordedCall, "name" | "args">): string {
  return showCall({ name, args });
}
