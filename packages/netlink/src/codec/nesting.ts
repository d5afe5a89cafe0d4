import { CodecError, type CodecOperation } from "../errors.js";

/** Deeper nests than this are not netlink's: the kernel's own are at most a handful deep. */
const MAX_DEPTH = 32;

/** Counts levels. Attributes can nest as deep as a hostile message or a value with a cycle likes; the stack cannot. */
export class Nesting {
  readonly #operation: CodecOperation;
  #depth = 0;

  constructor(operation: CodecOperation) {
    this.#operation = operation;
  }

  /** Runs one level deeper. @throws CodecError when that is too deep. */
  deeper<T>(at: number, run: () => T): T {
    if (this.#depth === MAX_DEPTH) throw new CodecError(this.#operation, `nested more than ${MAX_DEPTH} deep`, at);
    this.#depth++;
    try {
      return run();
    } finally {
      this.#depth--;
    }
  }
}
