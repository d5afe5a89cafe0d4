import { writeSync } from "node:fs";
import { visibleJson } from "@netns/core/visible";
import { pause } from "./pause.js";
import { isSystemError } from "./system-error.js";
import { isTerminal } from "./terminal.js";
import { encode, visibleWord } from "./words.js";

/** Standard output, gathered and written at once: a thousand small writes cost more than all the rest of `list`. */
export class Output {
  #text = "";
  readonly #fd: number;
  #isTerminal: boolean | undefined;

  constructor(fd = 1) {
    this.#fd = fd;
  }

  get isTerminal(): boolean {
    this.#isTerminal ??= isTerminal(this.#fd);
    return this.#isTerminal;
  }

  /** A line with words of others in it: to a terminal as `visibleWord` shows them, else as they are. */
  line(text: string): void {
    this.#text += this.isTerminal ? visibleWord(text) : text;
    this.#text += "\n";
  }

  /** JSON: on a terminal, what that may obey is escaped, which JSON allows. */
  json(text: string): void {
    this.#text += this.isTerminal ? visibleJson(text) : text;
    this.#text += "\n";
  }

  /** Text of our own: it may have several lines. */
  text(text: string): void {
    this.#text += text;
  }

  /** Before a wait, before another program writes to the same place, and at the end. */
  flush(): void {
    if (this.#text === "") return;
    const bytes = encode(this.#text);
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
      if (!(isSystemError(error) && error.code === "EAGAIN")) throw error;
      pause(PAUSE);
    }
  }
}
