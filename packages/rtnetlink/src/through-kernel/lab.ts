import { openSync, writeFileSync } from "node:fs";
import {
  type Frame,
  type InferInput,
  type linkAttributes,
  linkMessage,
  type MessageCodec,
  NLM_F_ACK,
  NLM_F_CREATE,
  NLM_F_EXCL,
  RTM_DELLINK,
  RTM_GETLINK,
  RTM_NEWLINK,
} from "@netns/netlink";
import { Fd, inNamespace, inNewNamespace, linux, type System } from "@netns/syscall";
import { expect } from "vitest";
import { openClient, type Request, type RtnetlinkClient } from "../client.js";
import { expectRoundTrip, mayBeUnknown } from "./round-trip.js";

// biome-ignore lint/suspicious/noExplicitAny: the constraint of a type parameter, which keeps the real type.
type AnyMessageCodec = MessageCodec<any, any>;
/** A link as requests have it. */
export type LinkInput = Exclude<InferInput<typeof linkAttributes>, readonly unknown[]>;
/** A link as the kernel tells it. */
export type Link = ReturnType<typeof linkMessage.decode>;

/** Makes something, and nothing may be there already. */
export const CREATE = NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL;

/** A network namespace of a test's own, with a client in it. */
export class Lab implements Disposable {
  readonly namespace: Fd;
  readonly client: RtnetlinkClient;

  /** @param options What the client is to be opened with besides. */
  constructor(options: { readonly system?: System } = {}) {
    this.namespace = inNewNamespace(() => new Fd(openSync("/proc/thread-self/ns/net", "r")));
    try {
      this.client = openClient({ ...options, namespace: this.namespace });
    } catch (error) {
      this.namespace.close();
      throw error;
    }
  }

  [Symbol.dispose](): void {
    this.client.close();
    this.namespace.close();
  }

  /** A request that is only acknowledged. */
  send<C extends AnyMessageCodec>(codec: C, type: number, message: Request<C>["message"], flags = NLM_F_ACK): void {
    this.client.request({ codec, type, message }, flags);
  }

  /** The messages of a dump, as the kernel wrote them. */
  dump<C extends AnyMessageCodec>(codec: C, type: number, message: Request<C>["message"]): Uint8Array[] {
    const { entries } = this.client.dump({ codec: unread(codec), type, message });
    // What TypeScript cannot see: they are what `unread` returns.
    return entries as unknown as Uint8Array[];
  }

  /**
   * The messages of a dump, each of which gives the same bytes again and holds nothing unknown.
   *
   * @param answers Their codec, where it is not that of the request.
   */
  checkedDump<C extends AnyMessageCodec, A extends AnyMessageCodec = C>(
    codec: C,
    type: number,
    message: Request<C>["message"],
    answers: A = codec as unknown as A,
  ): ReturnType<A["decode"]>[] {
    return this.dump(codec, type, message).map((payload) => {
      expect(expectRoundTrip(answers, payload).filter((path) => !mayBeUnknown(path))).toEqual([]);
      return answers.decode(payload) as ReturnType<A["decode"]>;
    });
  }

  /** Makes a link, and returns its index. */
  createLink(attributes: LinkInput & { readonly ifname: string }): number {
    this.send(linkMessage, RTM_NEWLINK, { attributes }, CREATE);
    return this.link(attributes.ifname).header.index;
  }

  /** Changes a link. RTM_SETLINK would pass over IFLA_LINKINFO. */
  setLink(index: number, attributes: LinkInput, flags?: { readonly flags: number; readonly change: number }): void {
    this.send(linkMessage, RTM_NEWLINK, { header: { index, ...flags }, attributes });
  }

  up(...indexes: readonly number[]): void {
    for (const index of indexes) this.setLink(index, {}, { flags: 1, change: 1 });
  }

  deleteLink(index: number): void {
    this.send(linkMessage, RTM_DELLINK, { header: { index } });
  }

  /** A link by its name. */
  link(ifname: string): Link {
    const [link] = this.client.request({ codec: linkMessage, type: RTM_GETLINK, message: { attributes: { ifname } } });
    if (link === undefined) throw new Error(`no answer about ${ifname}`);
    return link;
  }

  /** A link as a dump of all has it. */
  dumpedLink(ifname: string): Link {
    const links = this.checkedDump(linkMessage, RTM_GETLINK, {});
    const link = links.find(({ attributes }) => attributes.ifname === ifname);
    if (link === undefined) throw new Error(`${ifname} is not in the dump`);
    return link;
  }

  /** A pair of links, which every kernel can make: the index of the near end. Both ends are up. */
  pair(ifname: string, attributes: LinkInput = {}): number {
    const peer = { attributes: { ifname: `${ifname}-peer` } };
    const index = this.createLink({ ...attributes, ifname, linkinfo: { kind: "veth", data: { peer } } });
    const ends = [index, this.link(`${ifname}-peer`).header.index];
    // IN6_ADDR_GEN_MODE_NONE: addresses that come by themselves, in their own time, would be in the way.
    for (const end of ends) this.setLink(end, { afSpec: { inet6: { addrGenMode: 1 } } });
    this.up(...ends);
    return index;
  }

  /** Runs something synchronous with the thread inside: what opens sockets there. */
  inside<T>(work: () => T): T {
    return inNamespace(this.namespace, work);
  }

  /** Sets one of the namespace's own /proc/sys/net/… */
  sysctl(name: string, value: string | number): void {
    this.inside(() => writeFileSync(`/proc/sys/net/${name}`, String(value)));
  }

  /** Opens a socket there. */
  socket(domain: number, type: number, protocol: number): Fd {
    return this.inside(() => new Fd(linux.socket(domain, type, protocol)));
  }
}

/** A codec that leaves answers as they are: so the client can be asked for bytes. */
function unread<C extends AnyMessageCodec>(codec: C): C {
  return { ...codec, decode: (source: Uint8Array | Frame) => ("payload" in source ? source.payload : source).slice() };
}
