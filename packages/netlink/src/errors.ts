/** What was being done to bytes or to a value when it turned out to be wrong. */
export type CodecOperation = "decode" | "encode";

/**
 * The one error of this package: bytes that are not what their type says, or a value that does not fit its type.
 * It gathers its path while it travels outwards, from the innermost field to the message.
 */
export class CodecError extends Error {
  override readonly name = "CodecError";
  #path: string;

  /**
   * @param reason What was wrong, without the place.
   * @param offset From the start of what was given to decode; for encode, from the start of what was being written.
   */
  constructor(
    readonly operation: CodecOperation,
    readonly reason: string,
    readonly offset: number,
    path = "",
  ) {
    super();
    this.#path = path;
    this.#describe();
  }

  /** Field names from the message inwards: `nsid.targetNsid`. */
  get path(): string {
    return this.#path;
  }

  /** The same error, seen from one level further out. */
  within(name: string): this {
    this.#path = this.#path === "" ? name : `${name}.${this.#path}`;
    this.#describe();
    return this;
  }

  #describe(): void {
    const what = this.#path === "" ? "" : ` ${this.#path}`;
    this.message = `cannot ${this.operation}${what} at byte ${this.offset}: ${this.reason}`;
  }
}

/** Adds a level to a CodecError's path; other errors pass as they are. */
export function within(error: unknown, name: string): unknown {
  return error instanceof CodecError ? error.within(name) : error;
}
