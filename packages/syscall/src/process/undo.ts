/** Steps that take back what was done, in reverse order. */
export class Undo {
  readonly #steps: (() => void)[] = [];

  add(step: () => void): void {
    this.#steps.push(step);
  }

  /** Takes back what can be taken back: a step that fails does not keep the others from being made. */
  run(): void {
    for (const step of this.#steps.splice(0).reverse()) {
      try {
        step();
      } catch {
        // There is a first failure already, which the caller is going to report.
      }
    }
  }
}
