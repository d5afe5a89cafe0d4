import { decodeFrames, nsidMessage, RTM_DELNSID, RTM_NEWNSID, RTNLGRP_NSID } from "@netns/netlink";
import { hasCode, NETLINK_ADD_MEMBERSHIP, type ReadableWatch } from "@netns/syscall";
import { openClient } from "../client.js";
import { NetlinkError } from "../errors.js";
import type { SocketOptions } from "../options.js";
import { NetlinkSocket } from "../socket.js";
import { getNsid, listNsids } from "../verbs/nsid.js";

/** An id was given or taken away; or events were lost, and what has changed meanwhile follows. */
export type NsidChange =
  | { readonly type: "nsid-added" | "nsid-deleted"; readonly nsid: number }
  | { readonly type: "resync"; readonly reason: "netlink-overrun" };

/** Where changes and failures go. */
export interface NsidWatchListener {
  readonly onChange: (change: NsidChange) => void;
  /** The watch is of no use any more: close it. */
  readonly onError: (error: unknown) => void;
}

/** Tells of each id that the kernel gives another namespace, or takes away, in the namespace that it watches. */
export class NsidWatch implements Disposable {
  readonly #options: SocketOptions;
  readonly #listener: NsidWatchListener;
  readonly #socket: NetlinkSocket;
  readonly #readable: ReadableWatch;
  readonly #nsids: Set<number>;

  /** @throws SyscallError @throws NetlinkError */
  constructor(options: SocketOptions, listener: NsidWatchListener) {
    this.#options = options;
    this.#listener = listener;
    this.#socket = new NetlinkSocket(options);
    try {
      this.#socket.setOption(NETLINK_ADD_MEMBERSHIP, RTNLGRP_NSID);
      // After the subscription has begun: what comes in between is seen twice rather than not at all.
      this.#nsids = new Set(this.#list());
      this.#readable = this.#socket.system.watchReadable(this.#socket.fd, () => this.#read());
    } catch (error) {
      this.#socket.close();
      throw error;
    }
  }

  /** The ids at this moment. */
  get nsids(): number[] {
    return [...this.#nsids].sort((a, b) => a - b);
  }

  [Symbol.dispose](): void {
    this.#readable.close();
    this.#socket.close();
  }

  #read(): void {
    try {
      for (let datagram = this.#receive(); datagram !== undefined; datagram = this.#receive()) {
        for (const { header, payload } of decodeFrames(datagram).frames) {
          const { nsid } = nsidMessage.decode(payload).attributes;
          if (nsid !== undefined) this.#apply(header.type, nsid);
        }
      }
    } catch (error) {
      this.#listener.onError(error);
    }
  }

  #receive(): Uint8Array | undefined {
    for (;;) {
      try {
        return this.#socket.receive();
      } catch (error) {
        if (!hasCode(error, "ENOBUFS")) throw error;
        // Until its queue is empty the kernel drops what comes, and does not say so again (af_netlink.c).
        this.#drain();
        this.#resync();
      }
    }
  }

  #drain(): void {
    for (;;) {
      try {
        if (this.#socket.receive() === undefined) return;
      } catch (error) {
        if (!hasCode(error, "ENOBUFS")) throw error;
      }
    }
  }

  #apply(type: number, nsid: number): void {
    if (type === RTM_NEWNSID && !this.#nsids.has(nsid)) {
      this.#nsids.add(nsid);
      this.#listener.onChange({ type: "nsid-added", nsid });
    } else if (type === RTM_DELNSID && this.#nsids.delete(nsid)) {
      this.#listener.onChange({ type: "nsid-deleted", nsid });
    }
  }

  #resync(): void {
    this.#listener.onChange({ type: "resync", reason: "netlink-overrun" });
    const listed = new Set(this.#list());
    for (const nsid of this.#nsids) if (!listed.has(nsid) && !this.#isAlive(nsid)) this.#apply(RTM_DELNSID, nsid);
    for (const nsid of listed) this.#apply(RTM_NEWNSID, nsid);
  }

  #list(): number[] {
    using client = openClient(this.#options);
    return listNsids(client).entries.flatMap(({ nsid }) => nsid ?? []);
  }

  /** A list may be cut short by the kernel: what is not in it may still be there. */
  #isAlive(nsid: number): boolean {
    using client = openClient(this.#options);
    try {
      return getNsid(client, { nsid }).nsid !== undefined;
    } catch (error) {
      if (error instanceof NetlinkError && error.code === "ENOENT") return false;
      throw error;
    }
  }
}

/** Watches the ids of a network namespace, until the result is disposed. */
export function watchNsids(options: SocketOptions, listener: NsidWatchListener): NsidWatch {
  return new NsidWatch(options, listener);
}
