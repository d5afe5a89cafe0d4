import type { Extack } from "@netns/netlink";
import { errnoName, errnoText } from "@netns/syscall";

/** The kernel refused a request. Its own explanation is kept, not only printed. */
export class NetlinkError extends Error {
  override readonly name = "NetlinkError";
  /** "EEXIST". */
  readonly code: string;
  /** What the number means: "File exists". */
  readonly reason: string;

  constructor(
    /** The kernel's name of the request: "RTM_NEWNSID". */
    readonly request: string,
    /** Negative. */
    readonly errno: number,
    readonly extack: Extack = {},
  ) {
    const code = errnoName(errno);
    const where = extack.path === undefined ? "" : ` at ${extack.path}`;
    const missing = extack.missing?.name === undefined ? "" : ` (${extack.missing.name} is missing)`;
    const expected = extack.expected === undefined ? "" : ` (${extack.expected})`;
    super(`${request}: ${code}${where}: ${extack.message ?? errnoText(errno)}${missing}${expected}`);
    this.code = code;
    this.reason = errnoText(errno);
  }
}

/** A dump changed under the reader's eyes each time it was tried. */
export class DumpInterruptedError<T> extends Error {
  override readonly name = "DumpInterruptedError";
  readonly code = "ERR_DUMP_INTERRUPTED";

  constructor(
    readonly request: string,
    readonly attempts: number,
    /** What the last attempt gave: entries may be missing, or there twice. */
    readonly partial: readonly T[],
  ) {
    super(
      `${request}: interrupted by changes ${attempts} times; ${partial.length} entries of the last attempt are kept`,
    );
  }
}

/** The kernel gave no answer at all, as it does for a message that it cannot even read. */
export class NoAnswerError extends Error {
  override readonly name = "NoAnswerError";
  readonly code = "ERR_NO_ANSWER";

  constructor(readonly request: string) {
    super(`${request}: the kernel did not answer`);
  }
}
