import { openSync } from "node:fs";
import { Fd } from "@netns/syscall";
import type { Lab } from "../lab.js";
import type { Scene } from "./case.js";

/** For a look at what cases give. */
export const nowhere: Scene = { lower: (nth) => 10 + nth, udp: (nth) => 20 + nth, file: () => 30 };

/** Links, sockets and files that cases need, made as they are asked for. */
export class RealScene implements Scene, Disposable {
  readonly #lab: Lab;
  readonly #files: Fd[] = [];
  readonly #sockets = new Map<number, Fd>();
  readonly #lower = new Map<number, number>();

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  // Cases take them out of the scene.
  readonly lower = (nth: number): number => {
    const index = this.#lower.get(nth) ?? this.#lab.pair(`low${nth}`);
    this.#lower.set(nth, index);
    return index;
  };

  readonly udp = (nth: number): number => {
    const socket = this.#sockets.get(nth) ?? this.#lab.socket(2, 2, 17);
    this.#sockets.set(nth, socket);
    return socket.fd;
  };

  readonly file = (path: string): number => {
    const file = new Fd(openSync(path, "r+"));
    this.#files.push(file);
    return file.fd;
  };

  [Symbol.dispose](): void {
    for (const file of [...this.#files, ...this.#sockets.values()]) file.close();
  }
}
