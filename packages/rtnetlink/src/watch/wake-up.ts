import type { ReadableWatch, System } from "@netns/syscall";

/** What to wait for: whichever comes first. */
export interface Wait {
  /** Something to read. */
  readonly readable: boolean;
  /** So many milliseconds; undefined: not for a time. */
  readonly delay: number | undefined;
}

/** Has a function called when it is time for it. The process is kept alive by that alone which is waited for. */
export class WakeUp {
  readonly #fd: number;
  readonly #system: System;
  readonly #wake: () => void;
  #readable: ReadableWatch | undefined;
  #timer: NodeJS.Timeout | undefined;
  #turn: NodeJS.Immediate | undefined;

  constructor(fd: number, system: System, wake: () => void) {
    this.#fd = fd;
    this.#system = system;
    this.#wake = wake;
  }

  /** It is called when one of these has come; or again and again, while there is something to read. */
  wait({ readable, delay }: Wait): void {
    if (readable) this.#listen();
    else this.stopListening();
    if (delay !== undefined) {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#wake();
      }, Math.ceil(delay));
    }
  }

  /** It is called when timers and other sockets have had their turn. */
  waitForTurn(): void {
    this.#turn ??= setImmediate(() => {
      this.#turn = undefined;
      this.#wake();
    });
  }

  get isWaitingForTurn(): boolean {
    return this.#turn !== undefined;
  }

  /** Nobody waits at the moment. It may be called once more all the same, because something can be read. */
  rest(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#readable?.unref();
  }

  stopListening(): void {
    this.#readable?.close();
    this.#readable = undefined;
  }

  close(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#turn);
    this.stopListening();
  }

  #listen(): void {
    this.#readable ??= this.#system.watchReadable(this.#fd, this.#wake);
    this.#readable.ref();
  }
}
