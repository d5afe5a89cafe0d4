import { type InheritedState, ordinaryState } from "@netns/core";

/** Where the shell lines at the head of the built command (see head.sh) leave what Node would hide. */
export const INHERITED_VARIABLE = "NETNS_INHERITED";

const NO_LIMIT = 2n ** 64n - 1n;

/**
 * What the shell lines recorded: `PID:SigIgn:SigBlk:soft limit:descriptors`, a descriptor that is non-blocking with
 * an `n` behind; or only `PID:SigIgn`, for a command line that runs no command. Without a record of this very process
 * (somebody ran `node netns.cjs`), what is certain.
 */
export function parseInherited(record: string | undefined, pid: number): InheritedState {
  const [recordedPid, ignored, blocked, limit, descriptors] = record?.split(":") ?? [];
  if (recordedPid !== String(pid)) return ordinaryState;
  const ignoredSignals = BigInt(`0x${ignored || "0"}`);
  if (descriptors === undefined) return { ...ordinaryState, ignoredSignals };
  return {
    ignoredSignals,
    blockedSignals: BigInt(`0x${blocked || "0"}`),
    openFilesLimit: limit === "unlimited" ? NO_LIMIT : BigInt(limit || NO_LIMIT),
    descriptors: descriptors
      .split(",")
      .filter((word) => word !== "")
      .map((word) => ({ fd: Number.parseInt(word, 10), nonBlocking: word.endsWith("n") })),
  };
}
