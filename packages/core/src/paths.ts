import { type Bytes, linux, type System } from "@netns/syscall";

/** What every operation takes, and where it looks when nothing is said. */
export interface Options {
  /** Where names are kept; a mount point that is made when it is missing. Default /var/run/netns. */
  readonly runDir?: string | undefined;
  /** Configuration that replaces files of /etc in a namespace: `etcDir/NAME/…`. Default /etc/netns. */
  readonly etcDir?: string | undefined;
  /** Where processes are looked up. Default /proc. */
  readonly procDir?: string | undefined;
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

/** iproute2's own defaults (include/namespace.h); Debian builds it with /run/netns, which is the same directory. */
export function withDefaults(options: Options): Paths {
  return {
    runDir: options.runDir ?? "/var/run/netns",
    etcDir: options.etcDir ?? "/etc/netns",
    procDir: options.procDir ?? "/proc",
    system: options.system ?? linux,
  };
}

/** `directory/entry`, as text unless the entry is bytes: a name need not be UTF-8. */
export function entryPath(directory: string, entry: Bytes): string | Buffer {
  return typeof entry === "string" ? `${directory}/${entry}` : Buffer.concat([Buffer.from(`${directory}/`), entry]);
}
