import { Fd, type HasFd, linux } from "@netns/syscall";
import type { Peer } from "../nsid.js";

/** A network namespace: a path, or held open, or of a process, or by the id that the client's namespace has for it. */
export type NamespaceReference = string | Peer;

/** One for a peer that is to be born there: the kernel takes no id for that. */
export type PeerNamespaceReference = string | HasFd | { readonly pid: number };

/** A namespace as a link's attributes name it; a path is open until this is disposed. */
export class NamespaceArgument implements Disposable {
  readonly attributes: { readonly netNsFd?: number; readonly netNsPid?: number; readonly targetNetnsid?: number };
  readonly #file: Fd | undefined;

  /** @throws Error ENOENT, EACCES, … when a path cannot be opened. */
  constructor(namespace: NamespaceReference | undefined) {
    if (typeof namespace === "string") this.#file = new Fd(linux.fs.openSync(namespace, "r"), linux.fs);
    const target = typeof namespace === "string" ? this.#file : namespace;
    if (target === undefined) this.attributes = {};
    else if ("fd" in target) this.attributes = { netNsFd: target.fd };
    else this.attributes = "pid" in target ? { netNsPid: target.pid } : { targetNetnsid: target.nsid };
  }

  [Symbol.dispose](): void {
    this.#file?.close();
  }
}
