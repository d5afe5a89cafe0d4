import type { Transcript } from "./transcripts.js";

/** What there is here to replay transcripts with. */
interface Abilities {
  readonly sandbox: "root" | "user" | "none";
  /** An ordinary user may run the command that is tested. */
  readonly nobody: boolean;
  /** The run directory that is built into ip(8); it sets the scene. */
  readonly runDir: string | undefined;
}

/** In a user namespace a transcript of root's comes out differently for stock too. */
const IN_A_USER_NAMESPACE: Readonly<Record<string, string>> = {
  "exec-sys-children": "in a user namespace the inherited /sys cannot be unmounted",
  "exec-sys-ro": "in a user namespace the inherited /sys cannot be unmounted",
  add: "in an ordinary user's namespace root is nobody to it, who owns the kernel's files of namespaces",
  "add-run-readonly": "an ordinary user's mount(8) cannot remount a tmpfs, whose owner has no number there",
  "add-run-readonly-dir": "an ordinary user's mount(8) cannot remount a tmpfs, whose owner has no number there",
  "caps-ambient": "a user namespace of an ordinary user's has one uid",
  "caps-ambient-net-admin": "a user namespace of an ordinary user's has one uid",
};

/** Why a transcript cannot be replayed here, if so. */
export function excuse({ id, mode }: Transcript, can: Abilities): string | undefined {
  if (can.sandbox === "none") return "no sandbox";
  if (can.runDir === undefined) return "ip(8) is missing: install iproute2";
  // Upstream's default; /var/run is a link to /run where there is systemd, and in most other places.
  if (can.runDir !== "/run/netns" && can.runDir !== "/var/run/netns") return `the run directory is ${can.runDir}`;
  if (mode === "nobody" && can.sandbox === "user") return "they need more than one uid";
  if (mode === "nobody" && !can.nobody) return "an ordinary user may not run this Node, or read this command";
  return can.sandbox === "user" ? IN_A_USER_NAMESPACE[id] : undefined;
}

/** Recorded, and not among the transcripts: their text depends on the version of ip(8). By id, with what covers them. */
export const DEPENDS_ON_VERSION: Readonly<Record<string, string>> = {
  "opt-version": "the version itself; beside stock in as-ip.compat.test.ts",
  "opt-version-long": "the version itself; beside stock in as-ip.compat.test.ts",
  "opt-none": "ip's own usage; beside stock in as-ip.compat.test.ts",
  "opt-help-object": "ip's own usage; beside stock in as-ip.compat.test.ts",
  "opt-help-flag": "ip's own usage; beside stock in as-ip.compat.test.ts",
  "opt-he": "ip's own usage; beside stock in as-ip.compat.test.ts",
  "dashn-no-object": "ip's own usage",
  "opt-f-missing": "usage until 6.9, then the argument's name: ours",
  "opt-l-missing": "usage until 6.9, then the argument's name: ours",
  "opt-rc-missing": "usage until 6.9, then the argument's name: ours",
  "batch-noarg": "usage until 6.9, then the argument's name: ours",
  "list-ctrl-json": "control bytes are escaped since 7.0: ours",
  "add-shared-run": "one mount for each name since 7.0: ours",
  "set-nosuch": "6.1 says what it cannot open; from 6.4 on nothing",
  "set-nosuch-numeric": "after 7.1 a number is taken for a pid",
  "set-all-path": "after 7.1 a path is opened",
  "batch-set-nosuch": "6.1 says what it cannot open; from 6.4 on nothing",
  "execall-stale-first": "until 6.9 the child goes on with the others, which run twice",
  "batch-exec-nosuch": "until 6.9 the child goes on with the batch",
};
