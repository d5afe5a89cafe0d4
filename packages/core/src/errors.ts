import { type Bytes, errnoText, isSystemCallFailure, type SystemCallFailure } from "@netns/syscall";
import { nameText } from "./name-text.js";

export { isSystemCallFailure, quietly, type SystemCallFailure } from "@netns/syscall";

/** What an operation was doing when it failed. */
export type Step = keyof typeof sentences;

/** As they are at hand: names and paths need not be UTF-8. */
interface Facts {
  /** The namespace's name. */
  readonly name?: Bytes | undefined;
  readonly path?: Bytes | undefined;
  /** Where `path` was to be mounted. */
  readonly dest?: Bytes | undefined;
}

/** The same for people. */
interface Texts {
  readonly name: string | undefined;
  readonly path: string | undefined;
  readonly dest: string | undefined;
}

/** One sentence per step, worded as ip-netns(8) words it: people search for these, and scripts match them. */
const sentences = {
  "make-run-dir": ({ path }: Texts, why: string) => `mkdir ${path} failed: ${why}`,
  "open-run-dir": ({ path }: Texts, why: string) => `Cannot open netns runtime directory "${path}": ${why}`,
  "lock-run-dir": ({ path }: Texts, why: string) => `could not flock netns runtime directory "${path}": ${why}`,
  "share-run-dir": ({ path }: Texts, why: string) => `mount --make-shared ${path} failed: ${why}`,
  "bind-run-dir": ({ path }: Texts, why: string) => `mount --bind ${path} ${path} failed: ${why}`,
  "unshare-run-dir": ({ path }: Texts, why: string) => `mount --make-private ${path} failed: ${why}`,
  "read-run-dir": ({ path }: Texts, why: string) => `Failed to open directory ${path}: ${why}`,
  "watch-run-dir": (_: Texts, why: string) => `inotify_add_watch failed: ${why}`,
  "start-watching": (_: Texts, why: string) => `inotify_init failed: ${why}`,
  "create-file": ({ path }: Texts, why: string) => `Cannot create namespace file "${path}": ${why}`,
  "remove-file": ({ path }: Texts, why: string) => `Cannot remove namespace file "${path}": ${why}`,
  "open-home": (_: Texts, why: string) => `Cannot open init namespace: ${why}`,
  create: ({ name }: Texts, why: string) => `Failed to create a new network namespace "${name}": ${why}`,
  "raise-loopback": ({ name }: Texts, why: string) => `Cannot set lo up in network namespace "${name}": ${why}`,
  bind: ({ path, dest }: Texts, why: string) => `Bind ${path} -> ${dest} failed: ${why}`,
  return: (_: Texts, why: string) => `setns: ${why}`,
  open: ({ name }: Texts, why: string) =>
    name === undefined ? `Cannot open network namespace: ${why}` : `Cannot open network namespace "${name}": ${why}`,
  stat: (_: Texts, why: string) => `Stat of netns failed: ${why}`,
  enter: ({ name }: Texts, why: string) =>
    name === undefined
      ? `setting the network namespace failed: ${why}`
      : `setting the network namespace "${name}" failed: ${why}`,
  socket: ({ name, path }: Texts, why: string) => {
    if (name !== undefined) return `Cannot open a socket in network namespace "${name}": ${why}`;
    // Without a place it is one of our own.
    return `Cannot open ${path === undefined ? "netlink socket" : "a socket in a network namespace"}: ${why}`;
  },
  "leave-vrf": (_: Texts, why: string) => `Failed to open cgroups.procs file: ${why}.`,
  "unshare-mounts": (_: Texts, why: string) => `unshare failed: ${why}`,
  "slave-mounts": (_: Texts, why: string) => `"mount --make-rslave /" failed: ${why}`,
  "mount-sys": (_: Texts, why: string) => `mount of /sys failed: ${why}`,
  exec: ({ path }: Texts, why: string) => `exec of "${path}" failed: ${why}`,
  "read-proc": (_: Texts, why: string) => `Open of /proc failed: ${why}`,
} satisfies Record<string, (texts: Texts, why: string) => string>;

/**
 * An operation on a namespace failed: which step, on what, and why. `code`, `errno` and `syscall` are those of the
 * system call, which is kept as `cause`.
 */
export class NamespaceError extends Error {
  override readonly name = "NamespaceError";
  /** What was being done. */
  readonly step: Step;
  /** "EEXIST". */
  readonly code: string;
  /** Negative, as in Node's errors. */
  readonly errno: number;
  /** "mount". */
  readonly syscall: string | undefined;
  /** The namespace's name, when the step was about one: U+FFFD where it is not UTF-8. */
  readonly namespace: string | undefined;
  /** The same as bytes. */
  readonly rawName: Uint8Array | undefined;
  readonly path: string | undefined;
  /** Where `path` was to be mounted. */
  readonly dest: string | undefined;

  constructor(step: Step, facts: Facts, cause: SystemCallFailure) {
    const texts = { name: textOf(facts.name), path: textOf(facts.path), dest: textOf(facts.dest) };
    super(sentences[step](texts, errnoText(cause.errno)), { cause });
    this.step = step;
    this.code = cause.code;
    this.errno = cause.errno;
    this.syscall = cause.syscall;
    this.namespace = texts.name;
    this.rawName = facts.name === undefined ? undefined : Buffer.from(facts.name as string);
    this.path = texts.path;
    this.dest = texts.dest;
  }
}

function textOf(bytes: Bytes | undefined): string | undefined {
  return bytes === undefined ? undefined : nameText(bytes);
}

/** A name that cannot be a file name in the run directory: empty, with a slash or a NUL, `.`, `..`, over 255 bytes. */
export class InvalidNameError extends Error {
  override readonly name = "InvalidNameError";
  readonly code = "ERR_INVALID_NAMESPACE_NAME";
  /** U+FFFD where it is not UTF-8. */
  readonly namespace: string;
  /** The same as bytes. */
  readonly rawName: Uint8Array;

  constructor(name: Bytes) {
    const text = nameText(name);
    super(`Invalid netns name "${text}"`);
    this.namespace = text;
    this.rawName = Buffer.from(name as string);
  }
}

/** Makes a call as a step of an operation: when the system refuses, the error says which step and on what. */
export function attempt<T>(step: Step, facts: Facts, call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw failureAt(step, facts, error);
  }
}

/** What was thrown in a step of an operation, as the caller gets it: a system call's failure says which step and on what. */
export function failureAt(step: Step, facts: Facts, error: unknown): unknown {
  if (error instanceof NamespaceError || !isSystemCallFailure(error)) return error;
  return new NamespaceError(step, facts, error);
}
