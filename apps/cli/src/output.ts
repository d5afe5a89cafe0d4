import { writeSync } from "node:fs";

/** Standard output, gathered and written at once: a thousand small writes cost more than all the rest of `list`. */
export class Output {
  #text = "";
  readonly #fd: number;

  constructor(fd = 1) {
    this.#fd = fd;
  }

  line(text: string): void {
    this.#text += `${text}\n`;
  }

  /** Before a wait, before another program writes to the same place, and at the end. */
  flush(): void {
    const bytes = Buffer.from(this.#text);
    this.#text = "";
    writeAll(this.#fd, bytes);
  }
}

/** Milliseconds to wait when a pipe that somebody made non-blocking is full. */
const PAUSE = 1;

function writeAll(fd: number, bytes: Buffer): void {
  for (let offset = 0; offset < bytes.length; ) {
    try {
      offset += writeSync(fd, bytes, offset);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EAGAIN")) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
    }
  }
}
