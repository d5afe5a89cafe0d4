import type { System } from "../system.js";

/** A system call that was asked for. */
export interface Call {
  /** As in `System`: `setns`, `fs.openSync`; a method of what a call returned: `fs.opendirSync().readSync`. */
  readonly name: string;
  readonly args: readonly unknown[];
}

/** Stands in for every call: makes it, perhaps with other arguments, or answers itself. */
type Hook = (call: Call, make: (args?: readonly unknown[]) => unknown, on: object | undefined) => unknown;

/**
 * A system whose calls all go through a hook, those of node:fs and those of handles that a call has returned (an open
 * directory) among them. `on` is that handle.
 */
export function interceptSystem(base: System, hook: Hook): System {
  const wrap = <T extends object>(target: T, prefix: string, ofHandle: boolean): T =>
    new Proxy(target, {
      get(object, property) {
        const value: unknown = Reflect.get(object, property, object);
        if (prefix === "" && property === "fs") return wrap(value as System["fs"], "fs.", false);
        const method = property === Symbol.dispose ? "dispose" : property;
        if (typeof value !== "function" || typeof method === "symbol") return value;
        const name = prefix + method;
        return (...args: readonly unknown[]) => {
          const make = (others = args): unknown => value.apply(object, others);
          const result = hook({ name, args }, make, ofHandle ? object : undefined);
          return isHandle(result) ? wrap(result as object, `${name}().`, true) : result;
        };
      },
    });
  return wrap(base, "", false);
}

/** What stays open, and is asked again: a directory, a watch. */
export function isHandle(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return ["close", "closeSync"].some((name) => typeof (value as Record<string, unknown>)[name] === "function");
}

/** The name that an error carries as `syscall`: libuv's for a call of node:fs. */
export function syscallName(name: string): string {
  return NAMES_IN_LIBUV[name] ?? name.replace(/^.*\./, "").replace(/Sync$/, "");
}

const NAMES_IN_LIBUV: Readonly<Record<string, string>> = {
  "fs.opendirSync().readSync": "scandir",
  "fs.opendirSync().closeSync": "closedir",
  "fs.opendirSync": "opendir",
  "fs.readdirSync": "scandir",
  "fs.readFileSync": "open",
  "fs.writeFileSync": "open",
};
