import { type Bytes, linux, type System } from "@netns/syscall";
import { nameText } from "./name-text.js";
import type { Session } from "./session.js";

/** What every operation takes, and where it looks when nothing is said. */
export interface Options {
  /** Where names are kept; a mount point that is made when it is missing. Default /var/run/netns. */
  readonly runDir?: string | undefined;
  /** Configuration that replaces files of /etc in a namespace: `etcDir/NAME/…`. Default /etc/netns. */
  readonly etcDir?: string | undefined;
  /** Where processes are looked up. Default /proc. */
  readonly procDir?: string | undefined;
  /** What many operations in a row share. Default: each opens and prepares what it needs. */
  readonly session?: Session | undefined;
  /** The system calls; a test may pass one that fails. */
  readonly system?: System | undefined;
}

/** Options with every default filled in. */
export interface Paths {
  readonly runDir: string;
  readonly etcDir: string;
  readonly procDir: string;
  readonly system: System;
}

/**
 * iproute2's own defaults (include/namespace.h); Debian builds it with /run/netns, which is the same directory.
 *
 * @throws TypeError for an empty one: `/NAME` would be what is meant then.
 */
export function withDefaults(options: Options): Paths {
  return {
    runDir: checkDirectory(options.runDir ?? "/var/run/netns", "runDir"),
    etcDir: checkDirectory(options.etcDir ?? "/etc/netns", "etcDir"),
    procDir: checkDirectory(options.procDir ?? "/proc", "procDir"),
    system: options.system ?? linux,
  };
}

function checkDirectory(path: string, option: string): string {
  if (typeof path === "string" && path !== "") return path;
  throw new TypeError(`${option} must be a directory's path, which is not empty`);
}

/**
 * `directory/entry`, as text unless the entry's bytes are not UTF-8.
 *
 * @param text The entry's, where it is at hand.
 */
export function entryPath(directory: string, entry: Bytes, text = nameText(entry)): string | Buffer {
  // Joined text takes half the time that joined bytes do.
  if (typeof entry === "string" || !text.includes("\uFFFD")) return `${directory}/${text}`;
  return Buffer.concat([Buffer.from(`${directory}/`), entry]);
}
