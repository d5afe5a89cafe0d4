import { EventEmitter } from "node:events";
import type { Socket } from "node:net";
import { constants } from "node:os";
import {
  type ExitStatus,
  Fd,
  hasCode,
  P_PIDFD,
  type ReadableWatch,
  type System,
  WEXITED,
  WNOHANG,
} from "@netns/syscall";
import type { NamespaceError } from "../errors.js";
import type { Stdio } from "./stdio.js";

/** What a child tells, as node:child_process has it. */
export interface NamespaceProcessEvents {
  /** It runs: `pid` is known. */
  spawn: [];
  /** It could not be started, or not be killed. */
  error: [error: Error];
  /** It has ended: by itself, or by a signal ("SIGTERM"). */
  exit: [code: number | null, signal: NodeJS.Signals | null];
  /** It has ended, and its streams too. */
  close: [code: number | null, signal: NodeJS.Signals | null];
}

/**
 * A child inside a namespace, with the events and fields of node:child_process that its users rely on.
 * Disposing kills it when it still runs.
 */
export class NamespaceProcess extends EventEmitter<NamespaceProcessEvents> implements Disposable {
  readonly spawnfile: string;
  readonly spawnargs: readonly string[];
  readonly stdin: Socket | null;
  readonly stdout: Socket | null;
  readonly stderr: Socket | null;
  /** One for each descriptor; null where there is no pipe. */
  readonly stdio: readonly (Socket | null)[];
  /** What of the overlay could not be put over its counterpart in /etc; complete at "spawn". */
  warnings: readonly NamespaceError[] = [];
  /** Undefined until "spawn", and when it could not be started. */
  pid: number | undefined;
  exitCode: number | null = null;
  signalCode: NodeJS.Signals | null = null;
  /** Whether `kill` has sent it a signal. */
  killed = false;

  readonly #system: System;
  #pidfd: Fd | undefined;
  #watch: ReadableWatch | undefined;
  /** What to send as soon as there is somebody to receive it. */
  #awaitedSignal: number | undefined;
  #isReferenced = true;
  #hasEnded = false;
  #open: number;

  constructor(file: string, argv: readonly string[], { streams }: Stdio, system: System) {
    super();
    this.spawnfile = file;
    this.spawnargs = argv;
    this.stdio = streams;
    [this.stdin = null, this.stdout = null, this.stderr = null] = streams;
    this.#system = system;
    const waited = streams.filter((stream) => stream !== null);
    this.#open = waited.length;
    for (const stream of waited) stream.once("close", () => this.#streamClosed());
    // Nobody reads from it: its end would never be noticed.
    this.stdin?.on("error", (error) => {
      // A child that has ended reads nothing more: that is no failure of its own.
      if (!hasCode(error, "EPIPE") && !hasCode(error, "ECONNRESET")) this.emit("error", error);
    });
  }

  /** From here on there is a process. @internal */
  begin(pid: number, warnings: readonly NamespaceError[]): void {
    this.pid = pid;
    this.warnings = warnings;
    this.#pidfd = new Fd(this.#system.pidfdOpen(pid), this.#system);
    // Readable when it has ended (pidfd_open(2)).
    this.#watch = this.#system.watchReadable(this.#pidfd.fd, () => this.#reap());
    if (!this.#isReferenced) this.#watch.unref();
    this.emit("spawn");
    if (this.#awaitedSignal !== undefined) this.kill(this.#awaitedSignal);
  }

  /** There will be none. @internal */
  fail(error: Error): void {
    this.#hasEnded = true;
    this.emit("error", error);
    for (const stream of this.stdio) stream?.destroy();
    this.#closeIfDone();
  }

  /**
   * Sends it a signal; before "spawn" as soon as it runs.
   *
   * @returns Whether there was somebody to send it to.
   */
  kill(signal: NodeJS.Signals | number = "SIGTERM"): boolean {
    const number = typeof signal === "number" ? signal : constants.signals[signal];
    if (number === undefined) throw new TypeError(`Unknown signal: ${signal}`);
    if (this.#hasEnded) return false;
    this.killed ||= number !== 0;
    if (this.#pidfd === undefined) {
      this.#awaitedSignal = number;
      return true;
    }
    try {
      this.#system.pidfdSendSignal(this.#pidfd.fd, number);
      return true;
    } catch (error) {
      if (!hasCode(error, "ESRCH")) throw error;
      return false;
    }
  }

  ref(): void {
    this.#isReferenced = true;
    this.#watch?.ref();
  }

  /** The program may end before it does. */
  unref(): void {
    this.#isReferenced = false;
    this.#watch?.unref();
  }

  [Symbol.dispose](): void {
    if (!this.#hasEnded) this.kill();
  }

  #reap(): void {
    const { fd } = this.#pidfd ?? {};
    if (fd === undefined) return;
    const event = this.#system.waitid(P_PIDFD, fd, WEXITED | WNOHANG);
    if (event === undefined) return;
    this.#watch?.close();
    this.#pidfd?.close();
    this.#pidfd = undefined;
    this.#hasEnded = true;
    const status = event.status as ExitStatus;
    if ("signal" in status) this.signalCode = nameOf(status.signal);
    else this.exitCode = status.code;
    this.emit("exit", this.exitCode, this.signalCode);
    // Nobody writes to it any more.
    this.stdin?.destroy();
    this.#closeIfDone();
  }

  #streamClosed(): void {
    this.#open--;
    this.#closeIfDone();
  }

  #closeIfDone(): void {
    if (!this.#hasEnded || this.#open > 0) return;
    this.#open = -1;
    this.emit("close", this.exitCode, this.signalCode);
  }
}

function nameOf(signal: number): NodeJS.Signals {
  const found = Object.entries(constants.signals).find(([, number]) => number === signal);
  return (found?.[0] ?? `SIG${signal}`) as NodeJS.Signals;
}
