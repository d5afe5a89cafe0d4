import { errno as numbers } from "../errno.js";
import { SyscallError } from "../errors.js";
import { linux, type System } from "../system.js";

/** A call that was made: its name, with `fs.` before those of node:fs. */
export interface Call {
  readonly name: string;
  readonly failed: boolean;
}

/** A system that makes one call fail, and a list of the calls made so far. */
export interface FailingSystem {
  readonly system: System;
  readonly calls: readonly Call[];
}

interface Failure {
  /** Which call fails: 0 is the first. Without it none does: use that to count the calls of an operation. */
  readonly nth?: number | undefined;
  /** Only calls of this name count, for instance `mount` or `fs.openSync`. */
  readonly call?: string | undefined;
  /** The error's name, `EIO` when not given. */
  readonly errno?: string | undefined;
  /** What makes the calls that do not fail. */
  readonly base?: System | undefined;
}

/**
 * The real system, but the nth call fails instead of being made. A close is made all the same and then fails, as
 * close(2) does; what it closed would otherwise look like a leak.
 */
export function failingSystem({ nth, call, errno = "EIO", base = linux }: Failure = {}): FailingSystem {
  const calls: Call[] = [];
  let counted = 0;
  const number = numbers[errno];
  if (number === undefined) throw new TypeError(`no such errno: ${errno}`);

  const wrap = <T extends object>(target: T, prefix: string): T =>
    new Proxy(target, {
      get(object, property, receiver) {
        const value: unknown = Reflect.get(object, property, receiver);
        if (property === "fs") return wrap(value as object, "fs.");
        if (typeof value !== "function") return value;
        const name = `${prefix}${String(property)}`;
        return (...args: unknown[]) => {
          const failed = (call === undefined || call === name) && counted++ === nth;
          calls.push({ name, failed });
          if (!failed) return value.apply(object, args);
          if (name === "fs.closeSync") value.apply(object, args);
          throw new SyscallError(name.replace(/^fs\.(.*)Sync$/, "$1"), number);
        };
      },
    });
  return { system: wrap(base, ""), calls };
}
