import { Fd, type HasFd, hasCode, type System } from "@netns/syscall";
import type { Peer } from "../nsid.js";

/**
 * A network namespace: a path, or held open, or of a process, or by the id that the client's namespace has for it. A
 * text is always a path: that of what `ip netns` calls "blue" is "/run/netns/blue".
 */
export type NamespaceReference = string | Peer;

/** One for a peer that is to be born there: the kernel takes no id for that. */
export type PeerNamespaceReference = string | HasFd | { readonly pid: number };

/** A namespace as a link's attributes name it; a path is open until this is disposed. */
export class NamespaceArgument implements Disposable {
  readonly attributes: { readonly netNsFd?: number; readonly netNsPid?: number; readonly targetNetnsid?: number };
  readonly #file: Fd | undefined;

  /** @throws Error ENOENT, EACCES, … when a path cannot be opened. */
  constructor(namespace: NamespaceReference | undefined, system: System) {
    if (typeof namespace === "string") this.#file = openPath(namespace, system);
    const target = typeof namespace === "string" ? this.#file : namespace;
    if (target === undefined) this.attributes = {};
    else if ("fd" in target) this.attributes = { netNsFd: target.fd };
    else this.attributes = "pid" in target ? { netNsPid: target.pid } : { targetNetnsid: target.nsid };
  }

  [Symbol.dispose](): void {
    this.#file?.close();
  }
}

function openPath(path: string, system: System): Fd {
  try {
    return new Fd(system.fs.openSync(path, "r"), system.fs);
  } catch (cause) {
    if (path.includes("/") || !hasCode(cause, "ENOENT")) throw cause;
    // As ip(8) would have it: a name. Where names are kept is not this package's to know.
    const message = `ENOENT: a namespace is given by its path, and ${JSON.stringify(path)} is none: ip(8) has named ones in /run/netns`;
    throw Object.assign(new Error(message, { cause }), { code: "ENOENT" });
  }
}
