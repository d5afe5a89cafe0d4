import type { ReadableWatch, System } from "@netns/syscall";

/** What to wait for: whichever comes first. */
export interface Wait {
  readonly fd: number;
  /** Whether to wait until the descriptor can be read. */
  readonly readable: boolean;
  /** So many milliseconds; undefined: not for a time. */
  readonly delay: number | undefined;
}

/** Has a function called when it is time for it. The process is kept alive by that alone which is waited for. */
export class WakeUp {
  readonly #system: System;
  readonly #wake: () => void;
  readonly #readables = new Map<number, ReadableWatch>();
  #timer: NodeJS.Timeout | undefined;
  #turn: NodeJS.Immediate | undefined;

  constructor(system: System, wake: () => void) {
    this.#system = system;
    this.#wake = wake;
  }

  get isWaitingForTurn(): boolean {
    return this.#turn !== undefined;
  }

  /** It is called when one of these has come; or again and again, while there is something to read. */
  wait(waits: readonly Wait[]): void {
    const delays: number[] = [];
    for (const { fd, readable, delay } of waits) {
      if (readable) this.#listen(fd);
      else this.#stop(fd);
      if (delay !== undefined) delays.push(delay);
    }
    clearTimeout(this.#timer);
    this.#timer = delays.length === 0 ? undefined : setTimeout(this.#wake, Math.ceil(Math.min(...delays)));
  }

  /** It is called when timers and other sockets have had their turn. */
  waitForTurn(): void {
    this.#turn ??= setImmediate(() => {
      this.#turn = undefined;
      this.#wake();
    });
  }

  /** Nobody waits at the moment. It may be called once more all the same, because something can be read. */
  rest(): void {
    clearTimeout(this.#timer);
    for (const readable of this.#readables.values()) readable.unref();
  }

  stopListening(): void {
    for (const fd of [...this.#readables.keys()]) this.#stop(fd);
  }

  close(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#turn);
    this.stopListening();
  }

  #listen(fd: number): void {
    let readable = this.#readables.get(fd);
    if (readable === undefined) {
      readable = this.#system.watchReadable(fd, this.#wake);
      this.#readables.set(fd, readable);
    }
    readable.ref();
  }

  #stop(fd: number): void {
    const readable = this.#readables.get(fd);
    this.#readables.delete(fd);
    readable?.close();
  }
}
