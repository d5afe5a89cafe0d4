import { EventEmitter } from "node:events";
import type { Socket } from "node:net";
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
import { endChild } from "./end-child.js";
import { signalName, signalNumber } from "./signals.js";
import type { Stdio } from "./stdio.js";

/** What a child tells, as node:child_process has it. */
export interface NamespaceProcessEvents {
  /** It runs: `pid` is known. */
  spawn: [];
  /** It could not be started, or not be killed, or was aborted. */
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
  /** As Node has it: negative, an errno, when it could not be started. */
  exitCode: number | null = null;
  signalCode: NodeJS.Signals | null = null;
  /** Whether `kill` has sent it a signal. */
  killed = false;

  readonly #system: System;
  #pidfd: Fd | undefined;
  #watch: ReadableWatch | undefined;
  /** What to send as soon as there is somebody to receive it. */
  #awaitedSignals: number[] = [];
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
    this.warnings = warnings;
    try {
      this.#follow(pid);
    } catch (error) {
      // Its end could not be noticed.
      endChild(pid, this.#system);
      this.fail(error as Error);
      return;
    }
    this.pid = pid;
    this.emit("spawn");
    for (const signal of this.#awaitedSignals.splice(0)) this.kill(signal);
  }

  /** There will be none. @internal */
  fail(error: Error): void {
    this.#hasEnded = true;
    if ("errno" in error && typeof error.errno === "number") this.exitCode = error.errno;
    for (const stream of this.stdio) stream?.destroy();
    this.emit("error", error);
    this.#closeIfDone();
  }

  /**
   * Sends it a signal; before "spawn" as soon as it runs.
   *
   * @returns Whether there was somebody to send it to.
   * @throws TypeError ERR_UNKNOWN_SIGNAL
   */
  kill(signal: NodeJS.Signals | number = "SIGTERM"): boolean {
    const number = signalNumber(signal);
    if (this.#hasEnded) return false;
    if (this.#pidfd === undefined) this.#awaitedSignals.push(number);
    else if (!this.#send(this.#pidfd, number)) return false;
    this.killed ||= number !== 0;
    return true;
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

  #follow(pid: number): void {
    const pidfd = new Fd(this.#system.pidfdOpen(pid), this.#system);
    try {
      // Readable when it has ended (pidfd_open(2)).
      this.#watch = this.#system.watchReadable(pidfd.fd, () => this.#reap());
    } catch (error) {
      pidfd.close();
      throw error;
    }
    this.#pidfd = pidfd;
    if (!this.#isReferenced) this.#watch.unref();
  }

  #send({ fd }: Fd, signal: number): boolean {
    try {
      this.#system.pidfdSendSignal(fd, signal);
      return true;
    } catch (error) {
      // It has become another user's: as Node has it, an event.
      if (hasCode(error, "EPERM")) this.emit("error", error as Error);
      else if (!hasCode(error, "ESRCH")) throw error;
      return false;
    }
  }

  #reap(): void {
    const { fd } = this.#pidfd ?? {};
    if (fd === undefined) return;
    const status = this.#statusOf(fd);
    if (status === undefined) return;
    this.#watch?.close();
    this.#pidfd?.close();
    this.#pidfd = undefined;
    this.#hasEnded = true;
    if ("signal" in status) this.signalCode = signalName(status.signal);
    else if ("code" in status) this.exitCode = status.code;
    // Nobody reads from it any more.
    this.stdin?.destroy();
    this.emit("exit", this.exitCode, this.signalCode);
    // As Node does: what nobody reads must not keep "close" from coming.
    process.nextTick(() => {
      for (const stream of this.stdio) if (stream?.readable) stream.resume();
    });
    this.#closeIfDone();
  }

  /** Undefined while it runs; empty when somebody else has waited for it, or the process ignores SIGCHLD. */
  #statusOf(pidfd: number): ExitStatus | Record<string, never> | undefined {
    try {
      return this.#system.waitid(P_PIDFD, pidfd, WEXITED | WNOHANG)?.status as ExitStatus | undefined;
    } catch (error) {
      if (hasCode(error, "ECHILD")) return {};
      // Asked again at once: it can be read still.
      if (hasCode(error, "EINTR")) return undefined;
      throw error;
    }
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
