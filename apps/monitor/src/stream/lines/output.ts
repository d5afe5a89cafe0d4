import { write } from "node:fs";

/** Milliseconds to wait when a pipe that somebody made non-blocking is full. */
const PAUSE = 5;

/**
 * Lines to a descriptor, whole and in their order, as soon as it takes them. Nothing waits for a reader that is slow: the
 * process goes on answering signals and letting namespaces go. `room` is what bounds it.
 */
export class Output {
  readonly #fd: number;
  readonly #onFailure: (error: Error) => void;
  #lines: string[] = [];
  /** Characters in `#lines` and in what is being written. */
  #length = 0;
  #isWriting = false;
  #isOver = false;
  #waiting: { readonly limit: number; readonly resolve: () => void }[] = [];

  /** @param onFailure Once: nothing can be written any more. */
  constructor(fd: number, onFailure: (error: Error) => void) {
    this.#fd = fd;
    this.#onFailure = onFailure;
  }

  /** @param text Whole lines. */
  write(text: string): void {
    if (this.#isOver) return;
    this.#lines.push(text);
    this.#length += text.length;
    if (!this.#isWriting) this.#begin();
  }

  /** Resolves when no more than so many characters wait; undefined: at once. 0: when all is written. */
  room(limit: number): Promise<void> | undefined {
    if (this.#length <= limit || this.#isOver) return undefined;
    return new Promise((resolve) => this.#waiting.push({ limit, resolve }));
  }

  #begin(): void {
    const bytes = Buffer.from(this.#lines.join(""));
    const characters = this.#length;
    this.#lines = [];
    this.#isWriting = true;
    this.#continue(bytes, () => {
      this.#isWriting = false;
      this.#length -= characters;
      if (this.#lines.length > 0) this.#begin();
      this.#wake();
    });
  }

  #continue(bytes: Buffer, done: () => void): void {
    write(this.#fd, bytes, (error, written) => {
      if (error?.code === "EAGAIN") {
        setTimeout(() => this.#continue(bytes, done), PAUSE);
      } else if (error) {
        this.#isOver = true;
        this.#wake();
        this.#onFailure(error);
      } else if (written < bytes.length) {
        this.#continue(bytes.subarray(written), done);
      } else {
        done();
      }
    });
  }

  #wake(): void {
    const isFree = ({ limit }: { readonly limit: number }) => this.#isOver || this.#length <= limit;
    const free = this.#waiting.filter(isFree);
    this.#waiting = this.#waiting.filter((each) => !isFree(each));
    for (const { resolve } of free) resolve();
  }
}
