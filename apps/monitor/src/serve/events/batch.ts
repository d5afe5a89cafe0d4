/** Milliseconds. What comes sooner after a batch than this is gathered into the next; what comes later goes at once. */
const GATHER = 4;

/** Characters. */
const LIMIT = 64 * 1024;

/** Gathers texts into batches: a single one goes on at once, many together. */
export class Batch {
  readonly #send: (texts: readonly string[]) => void;
  #texts: string[] = [];
  #length = 0;
  #sentAt = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | undefined;

  constructor(send: (texts: readonly string[]) => void) {
    this.#send = send;
  }

  add(text: string): void {
    this.#texts.push(text);
    this.#length += text.length;
    if (this.#length >= LIMIT) this.flush();
    else this.#cancel ??= this.#later();
  }

  /** Sends what there is. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (this.#texts.length === 0) return;
    const texts = this.#texts;
    this.#texts = [];
    this.#length = 0;
    this.#sentAt = performance.now();
    this.#send(texts);
  }

  #later(): () => void {
    const wait = this.#sentAt + GATHER - performance.now();
    if (wait <= 0) {
      // Behind all that the kernel has told by now.
      const immediate = setImmediate(() => this.flush());
      return () => clearImmediate(immediate);
    }
    const timer = setTimeout(() => this.flush(), wait);
    return () => clearTimeout(timer);
  }
}
