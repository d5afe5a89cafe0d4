import { errnoText } from "@netns/syscall";

/** What an operation was doing when it failed. */
export type Step = keyof typeof sentences;

interface Facts {
  /** The namespace's name. */
  readonly name?: string | undefined;
  readonly path?: string | undefined;
  /** Where `path` was to be mounted. */
  readonly dest?: string | undefined;
}

/** One sentence per step, worded as ip-netns(8) words it: people search for these, and scripts match them. */
const sentences = {
  "make-run-dir": ({ path }: Facts, why: string) => `mkdir ${path} failed: ${why}`,
  "open-run-dir": ({ path }: Facts, why: string) => `Cannot open netns runtime directory "${path}": ${why}`,
  "lock-run-dir": ({ path }: Facts, why: string) => `could not flock netns runtime directory "${path}": ${why}`,
  "share-run-dir": ({ path }: Facts, why: string) => `mount --make-shared ${path} failed: ${why}`,
  "bind-run-dir": ({ path }: Facts, why: string) => `mount --bind ${path} ${path} failed: ${why}`,
  "unshare-run-dir": ({ path }: Facts, why: string) => `mount --make-private ${path} failed: ${why}`,
  "read-run-dir": ({ path }: Facts, why: string) => `Failed to open directory ${path}: ${why}`,
  "watch-run-dir": (_: Facts, why: string) => `inotify_add_watch failed: ${why}`,
  "start-watching": (_: Facts, why: string) => `inotify_init failed: ${why}`,
  "create-file": ({ path }: Facts, why: string) => `Cannot create namespace file "${path}": ${why}`,
  "remove-file": ({ path }: Facts, why: string) => `Cannot remove namespace file "${path}": ${why}`,
  "open-home": (_: Facts, why: string) => `Cannot open init namespace: ${why}`,
  create: ({ name }: Facts, why: string) => `Failed to create a new network namespace "${name}": ${why}`,
  "raise-loopback": ({ name }: Facts, why: string) => `Cannot set lo up in network namespace "${name}": ${why}`,
  bind: ({ path, dest }: Facts, why: string) => `Bind ${path} -> ${dest} failed: ${why}`,
  return: (_: Facts, why: string) => `setns: ${why}`,
  open: ({ name }: Facts, why: string) =>
    name === undefined ? `Cannot open network namespace: ${why}` : `Cannot open network namespace "${name}": ${why}`,
  stat: (_: Facts, why: string) => `Stat of netns failed: ${why}`,
  enter: ({ name }: Facts, why: string) =>
    name === undefined
      ? `setting the network namespace failed: ${why}`
      : `setting the network namespace "${name}" failed: ${why}`,
  socket: ({ name }: Facts, why: string) =>
    name === undefined
      ? `Cannot open a socket in a network namespace: ${why}`
      : `Cannot open a socket in network namespace "${name}": ${why}`,
  "unshare-mounts": (_: Facts, why: string) => `unshare failed: ${why}`,
  "slave-mounts": (_: Facts, why: string) => `"mount --make-rslave /" failed: ${why}`,
  "mount-sys": (_: Facts, why: string) => `mount of /sys failed: ${why}`,
  exec: ({ path }: Facts, why: string) => `exec of "${path}" failed: ${why}`,
  "read-proc": (_: Facts, why: string) => `Open of /proc failed: ${why}`,
} satisfies Record<string, (facts: Facts, why: string) => string>;

/**
 * An operation on a namespace failed: which step, on what, and why. `code`, `errno` and `syscall` are those of the
 * system call, which is kept as `cause`.
 */
export class NamespaceError extends Error {
  override readonly name = "NamespaceError";
  readonly step: Step;
  readonly code: string;
  /** Negative, as in Node's errors. */
  readonly errno: number;
  readonly syscall: string | undefined;
  /** The namespace's name, when the step was about one. */
  readonly namespace: string | undefined;
  readonly path: string | undefined;
  /** Where `path` was to be mounted. */
  readonly dest: string | undefined;

  constructor(step: Step, facts: Facts, cause: SystemCallFailure) {
    super(sentences[step](facts, errnoText(cause.errno)), { cause });
    this.step = step;
    this.code = cause.code;
    this.errno = cause.errno;
    this.syscall = cause.syscall;
    this.namespace = facts.name;
    this.path = facts.path;
    this.dest = facts.dest;
  }
}

/** A name that cannot be a file name in the run directory: empty, with a slash, `.`, `..`, over 255 bytes. */
export class InvalidNameError extends Error {
  override readonly name = "InvalidNameError";
  readonly code = "ERR_INVALID_NAMESPACE_NAME";

  constructor(readonly namespace: string) {
    super(`Invalid netns name "${namespace}"`);
  }
}

/** What SyscallError and the errors of node:fs have in common. */
export interface SystemCallFailure extends Error {
  readonly code: string;
  readonly errno: number;
  readonly syscall?: string;
}

/** Whether an error is a system call's failure, ours or node:fs's. */
export function isSystemCallFailure(error: unknown): error is SystemCallFailure {
  return error instanceof Error && "errno" in error && typeof error.errno === "number" && "code" in error;
}

/** Makes a call as a step of an operation: when the system refuses, the error says which step and on what. */
export function attempt<T>(step: Step, facts: Facts, call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (error instanceof NamespaceError || !isSystemCallFailure(error)) throw error;
    throw new NamespaceError(step, facts, error);
  }
}
