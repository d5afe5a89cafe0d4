import { writeSync } from "node:fs";
import { visibleJson } from "@netns/core/visible";
import { pause } from "./pause.js";
import { isSystemError, type SystemError } from "./system-error.js";
import { isTerminal } from "./terminal.js";
import { encode, visibleWord } from "./words.js";

/** Standard output, gathered and written at once: a thousand small writes cost more than all the rest of `list`. */
export class Output {
  #text = "";
  readonly #fd: number;
  readonly #ignoresBrokenPipe: boolean;
  #isTerminal: boolean | undefined;
  #failure: SystemError | undefined;

  constructor(fd = 1, ignoresBrokenPipe = false) {
    this.#fd = fd;
    this.#ignoresBrokenPipe = ignoresBrokenPipe;
  }

  /** The first error of writing: text has been lost. */
  get failure(): SystemError | undefined {
    return this.#failure;
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

  /**
   * Before a wait, before another program writes to the same place, and at the end. Work goes on where it fails, as in
   * ip(8): that nobody can be told is no reason to leave it half done.
   *
   * @throws EPIPE, unless that is ignored.
   */
  flush(): void {
    if (this.#text === "") return;
    const bytes = encode(this.#text);
    this.#text = "";
    try {
      writeAll(this.#fd, bytes);
    } catch (error) {
      if (!isSystemError(error) || (error.code === "EPIPE" && !this.#ignoresBrokenPipe)) throw error;
      this.#failure ??= error;
    }
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
