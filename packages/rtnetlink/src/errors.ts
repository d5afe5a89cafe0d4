import type { Extack } from "@netns/netlink";
import { errnoName, errnoText } from "@netns/syscall";

/** The kernel refused a request. Its own explanation is kept, not only printed. */
export class NetlinkError extends Error {
  override readonly name = "NetlinkError";
  /** "EEXIST". */
  readonly code: string;
  /** What the number means: "File exists". */
  readonly reason: string;
  readonly #show: (() => string) | undefined;

  constructor(
    /** The kernel's name of the request: "RTM_NEWNSID". */
    readonly request: string,
    /** Negative. */
    readonly errno: number,
    readonly extack: Extack = {},
    /** What `sent` says: a function, so that whoever only catches this need not load what it takes to show messages. */
    show?: () => string,
  ) {
    const code = errnoName(errno);
    const where = extack.path === undefined ? "" : ` at ${extack.path}`;
    const missing = extack.missing?.name === undefined ? "" : ` (${extack.missing.name} is missing)`;
    const expected = extack.expected === undefined ? "" : ` (${extack.expected})`;
    super(`${request}: ${code}${where}: ${extack.message ?? errnoText(errno)}${missing}${expected}`);
    this.code = code;
    this.reason = errnoText(errno);
    this.#show = show;
  }

  /** The same refusal with words of ours, where the kernel has none. */
  explained(message: string): NetlinkError {
    if (this.extack.message !== undefined) return this;
    // By its name the bundler would give the class another one, which stacks show.
    const Same = this.constructor as new (...facts: ConstructorParameters<typeof NetlinkError>) => NetlinkError;
    return new Same(this.request, this.errno, { ...this.extack, message }, this.#show);
  }

  /**
   * The whole request for people, in the kernel's names: `RTM_NEWNSID seq 1 port 0 [NLM_F_REQUEST] NETNSA_NSID=5`. Only
   * its name, where it was not kept.
   */
  get sent(): string {
    return this.#show?.() ?? this.request;
  }
}

/** A dump changed under the reader's eyes each time it was tried. */
export class DumpInterruptedError<T> extends Error {
  override readonly name = "DumpInterruptedError";
  readonly code = "ERR_DUMP_INTERRUPTED";
  readonly consistent = false;

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

/**
 * The kernel's answer holds nothing, or was lost because the socket's buffer was full (`cause` is ENOBUFS then, and
 * whether what was asked is done is not known).
 */
export class NoAnswerError extends Error {
  override readonly name = "NoAnswerError";
  readonly code = "ERR_NO_ANSWER";

  constructor(
    readonly request: string,
    options?: ErrorOptions,
  ) {
    super(`${request}: the kernel did not answer`, options);
  }
}

/** No answer came in time. Whether the kernel has done what was asked is not known. */
export class RequestTimeoutError extends Error {
  override readonly name = "RequestTimeoutError";
  readonly code = "ERR_REQUEST_TIMEOUT";

  constructor(
    readonly request: string,
    /** Milliseconds. */
    readonly timeout: number,
  ) {
    super(`${request}: no answer from the kernel within ${timeout} ms`);
  }
}

/** A datagram was cut, so that part of what it said is lost. None of it is used. */
export class TruncatedError extends Error {
  override readonly name = "TruncatedError";
  readonly code = "ERR_TRUNCATED";

  constructor(
    /** Bytes that it should have had, as far as that is known. */
    readonly length: number,
    /** Bytes that there was room for. */
    readonly room: number,
  ) {
    super(
      length > room
        ? `a datagram of ${length} bytes was cut: there was room for ${room}`
        : `a datagram of ${length} bytes ends within a message`,
    );
  }
}

/** A dump is being streamed on the client's only socket, and a second one could not be opened (see `cause`). */
export class ClientBusyError extends Error {
  override readonly name = "ClientBusyError";
  readonly code = "ERR_CLIENT_BUSY";

  constructor(cause: unknown) {
    super("a dump is being streamed, and no second socket could be opened: finish or leave it first", { cause });
  }
}

/** The client was closed, and something was asked for; or while a dump was being streamed. */
export class ClientClosedError extends Error {
  override readonly name = "ClientClosedError";
  readonly code = "ERR_CLIENT_CLOSED";

  constructor() {
    super("the client is closed");
  }
}
