import * as fs from "node:fs";

/** Whatever has an open descriptor: `Fd`, a namespace handle, a socket. */
export interface HasFd {
  readonly fd: number;
}

/** What closes a descriptor: node:fs, or a fake of it. */
export interface Closer {
  closeSync(fd: number): void;
}

/** Owns one open descriptor. `using fd = …` closes it; closing twice is harmless. */
export class Fd implements HasFd, Disposable {
  readonly fd: number;
  readonly #closer: Closer;
  #open = true;

  constructor(fd: number, closer: Closer = fs) {
    this.fd = fd;
    this.#closer = closer;
  }

  get closed(): boolean {
    return !this.#open;
  }

  close(): void {
    if (!this.#open) return;
    // Before the call: close(2) frees the number even when it reports an error, and another thread may reuse it at once.
    this.#open = false;
    this.#closer.closeSync(this.fd);
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
