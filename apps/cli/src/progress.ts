import type { Output } from "./output.js";

/** Work that is over sooner than this, in milliseconds, needs no progress; then so often. */
const INTERVAL = 500;

/** What progress needs of an output. */
type Terminal = Pick<Output, "isTerminal" | "text" | "flush">;

/** How far long work has come, on a line of its own that is overwritten; only on a terminal. */
export class Progress {
  readonly #what: string;
  readonly #total: number | undefined;
  readonly #to: Terminal;
  /** Asking for the time the first time takes a millisecond, which only long work has. */
  #next: number | undefined;
  #isShown = false;

  /** @param total undefined when nobody knows. */
  constructor(what: string, total: number | undefined, to: Terminal) {
    this.#what = what;
    this.#total = total;
    this.#to = to;
  }

  report(done: number): void {
    if (!this.#to.isTerminal) return;
    const now = performance.now();
    this.#next ??= now + INTERVAL;
    if (now < this.#next) return;
    this.#next = now + INTERVAL;
    this.#isShown = true;
    this.#to.text(`\r${this.#what}: ${done}${this.#total === undefined ? "" : ` of ${this.#total}`}`);
    this.#to.flush();
  }

  /** Before anything else is written to the terminal. */
  clear(): void {
    if (!this.#isShown) return;
    this.#isShown = false;
    // Erase in line (ECMA-48): the whole of it.
    this.#to.text("\r\u001b[2K");
    this.#to.flush();
  }

  [Symbol.dispose](): void {
    this.clear();
  }
}
