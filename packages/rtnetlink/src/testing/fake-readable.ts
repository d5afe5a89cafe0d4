import type { ReadableWatch } from "@netns/syscall";

/** A `watchReadable` of what is no descriptor: its watches are told when there is something to read. */
export class FakeReadable {
  readonly #watches = new Set<() => void>();
  readonly #canBeRead: () => boolean;

  constructor(canBeRead: () => boolean) {
    this.#canBeRead = canBeRead;
  }

  /** Calls the listener from the event loop while there is something to read. */
  watch(listener: () => void): ReadableWatch {
    const watches = this.#watches;
    let turn: NodeJS.Immediate | undefined;
    const wake = () => {
      if (!this.#canBeRead()) return;
      turn ??= setImmediate(() => {
        turn = undefined;
        if (this.#canBeRead()) listener();
        if (watches.has(wake)) wake();
      });
    };
    watches.add(wake);
    wake();
    const close = () => {
      watches.delete(wake);
      clearImmediate(turn);
    };
    return {
      get closed() {
        return !watches.has(wake);
      },
      close,
      ref() {
        return this;
      },
      unref() {
        return this;
      },
      [Symbol.dispose]: close,
    };
  }

  /** There may be something to read now. */
  wake(): void {
    for (const wake of this.#watches) wake();
  }
}
