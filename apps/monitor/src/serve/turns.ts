/** Milliseconds of work that others wait for. */
const LONGEST = 10;

/** Lets others have their turn in work that goes on for long. */
export class Turns {
  #since = performance.now();
  #turn: Promise<void> | undefined;

  /** Undefined: go on. Otherwise wait for it. */
  pause(): Promise<void> | undefined {
    if (this.#turn !== undefined) return this.#turn;
    if (performance.now() - this.#since < LONGEST) return undefined;
    this.#turn = new Promise((resolve) => {
      setImmediate(() => {
        this.#since = performance.now();
        this.#turn = undefined;
        resolve();
      });
    });
    return this.#turn;
  }
}
