/**
 * The last batches, numbered from 1 on, as many as fit: what clients read, each at its own place. So nothing waits for
 * any one of them.
 */
export class Ring {
  readonly #limit: number;
  readonly #batches = new Map<number, Buffer>();
  #first = 1;
  #last = 0;
  #bytes = 0;

  /** @param limit Bytes. The last batch stays, however long it is. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The number of the last batch; 0: there was none. */
  get last(): number {
    return this.#last;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** @param make Is told the batch's number. */
  push(make: (number: number) => Buffer): void {
    const batch = make(++this.#last);
    this.#batches.set(this.#last, batch);
    this.#bytes += batch.length;
    while (this.#bytes > this.#limit && this.#first < this.#last) this.#forget();
  }

  /** Undefined: it was forgotten, or has not come yet. */
  get(number: number): Buffer | undefined {
    return this.#batches.get(number);
  }

  /** Whether all that came behind this one is still there. */
  canFollow(number: number): boolean {
    return number + 1 >= this.#first && number <= this.#last;
  }

  #forget(): void {
    this.#bytes -= this.#batches.get(this.#first)?.length ?? 0;
    this.#batches.delete(this.#first);
    this.#first++;
  }
}
