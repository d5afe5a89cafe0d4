/** So many signs of life may be missing. */
const patience = 3;

/**
 * Notices that nothing comes any more, though nobody has closed the connection: the machine slept, a cable was pulled, or
 * what is between has forgotten it.
 */
export class Silence {
  readonly #noticed: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;
  #missed = 0;

  constructor(noticed: () => void) {
    this.#noticed = noticed;
  }

  /** From now on. @param interval Milliseconds from one sign of life to the next. */
  listen(interval: number): void {
    this.stop();
    this.#missed = 0;
    // Counted, not measured: a page that was stopped itself is told once, however long that was, and then hears what came.
    this.#timer = setInterval(() => this.#miss(), interval);
  }

  heard(): void {
    this.#missed = 0;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #miss(): void {
    if (++this.#missed < patience) return;
    this.stop();
    this.#noticed();
  }
}
