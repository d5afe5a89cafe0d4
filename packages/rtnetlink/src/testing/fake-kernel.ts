import {
  decodeFrames,
  type ExtackAttributes,
  encodeDone,
  encodeError,
  encodeFrame,
  type Header,
  NLM_F_ACK_TLVS,
  NLM_F_DUMP_INTR,
  NLM_F_MULTI,
  NLMSG_DONE,
  NLMSG_ERROR,
  NLMSG_NOOP,
} from "@netns/netlink";
import {
  AF_NETLINK,
  type ControlMessage,
  errno,
  MSG_PEEK,
  MSG_TRUNC,
  NETLINK_ADD_MEMBERSHIP,
  NETLINK_LISTEN_ALL_NSID,
  NETLINK_ROUTE,
  POLLIN,
  type Received,
  SOL_NETLINK,
  type System,
} from "@netns/syscall";
import { fails, scriptedSystem } from "@netns/syscall/testing";
import type { AnyMessageCodec, Request } from "../request.js";
import { FakeReadable } from "./fake-readable.js";

/** A request as it was sent. */
export interface SentRequest {
  readonly header: Header;
  readonly payload: Uint8Array;
}

/** A message of an answer. The request's sequence number and the socket's port id are put in, unless given. */
export interface FakeMessage {
  readonly type: number;
  readonly flags?: number | undefined;
  readonly sequence?: number | undefined;
  readonly portId?: number | undefined;
  readonly payload: Uint8Array | ((request: Header) => Uint8Array);
}

/** Messages that come together, bytes as they are, or an error of recvmsg(2): "ENOBUFS". */
export type FakeDatagram =
  | readonly FakeMessage[]
  | { readonly bytes: Uint8Array; readonly from?: number | undefined }
  | string;

/** A fake kernel. */
export interface FakeKernel {
  /** For `openClient({ system })`. */
  readonly system: System;
  /** What was sent, but NLMSG_NOOP, which is acknowledged. */
  readonly requests: readonly SentRequest[];
  /** How many sockets are open. */
  readonly open: number;
  /**
   * Tells those who listen to a group, RTNLGRP_*: events, or "ENOBUFS" for some that were lost. With an nsid: those who
   * listen to other namespaces too. Returns how many heard it.
   */
  announce(group: number, datagram: FakeDatagram, options?: { readonly nsid?: number | undefined }): number;
}

/** An answer of a family. */
export function reply<C extends AnyMessageCodec>(
  codec: C,
  type: number,
  message: Request<C>["message"],
  flags = 0,
): FakeMessage {
  return { type, flags, payload: codec.encode(message) };
}

/** An acknowledgement, or with a code a refusal: `acknowledge("EEXIST", { msg: "taken" })`. */
export function acknowledge(code?: string, extack: ExtackAttributes = {}): FakeMessage {
  const number = code === undefined ? 0 : -(errno[code] ?? 0);
  // NLM_F_CAPPED: only the request's header comes back.
  return {
    type: NLMSG_ERROR,
    flags: NLM_F_ACK_TLVS | 0x100,
    payload: (request) => encodeError({ errno: number, request, extack }),
  };
}

/** A dump's end; with `interrupted` one that changed meanwhile. */
export function done({ interrupted = false }: { readonly interrupted?: boolean } = {}): FakeMessage {
  const flags = NLM_F_MULTI | (interrupted ? NLM_F_DUMP_INTR : 0);
  return { type: NLMSG_DONE, flags, payload: encodeDone({ status: 0, extack: {} }) };
}

interface Waiting {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly nsid?: number | undefined;
}

/** What is sent to a socket waits here until it is received. */
interface FakeSocket {
  readonly portId: number;
  readonly queue: (Waiting | string)[];
  readonly groups: Set<number>;
  readonly readable: FakeReadable;
  hearsAll: boolean;
}

/** The header that events have: of nobody's request. */
const UNASKED: Header = { type: 0, flags: 0, sequence: 0, portId: 0 };

/**
 * Netlink sockets whose answers are made up: by a function of each request, or one after the other from a list. No
 * answer is one too: the time that a client waits is over at once.
 */
export function fakeKernel(
  script: ((request: SentRequest) => readonly FakeDatagram[]) | readonly (readonly FakeDatagram[])[],
): FakeKernel {
  const sockets = new Map<number, FakeSocket>();
  const requests: SentRequest[] = [];
  let lastFd = 1000;

  function socketOf(fd: number): FakeSocket {
    const socket = sockets.get(fd);
    if (socket === undefined) throw new Error(`no socket is open with the number ${fd}`);
    return socket;
  }

  function socket(): number {
    const queue: (Waiting | string)[] = [];
    const readable = new FakeReadable(() => queue.length > 0);
    const fd = ++lastFd;
    sockets.set(fd, { portId: 70_000 + fd, queue, groups: new Set(), readable, hearsAll: false });
    return fd;
  }

  function put({ queue, readable }: FakeSocket, waiting: Waiting | string): void {
    queue.push(waiting);
    readable.wake();
  }

  function answers(request: SentRequest): readonly FakeDatagram[] {
    if (request.header.type === NLMSG_NOOP) return [[acknowledge()]];
    requests.push(request);
    if (typeof script === "function") return script(request);
    const given = script[requests.length - 1];
    if (given === undefined) throw new Error(`the script has no answer for request ${requests.length}`);
    return given;
  }

  function sendto(fd: number, data: Uint8Array): number {
    const from = socketOf(fd);
    for (const { header, payload } of decodeFrames(data.slice()).frames) {
      for (const datagram of answers({ header, payload })) put(from, waiting(datagram, header, from.portId));
    }
    return data.length;
  }

  function announce(group: number, datagram: FakeDatagram, { nsid }: { readonly nsid?: number | undefined } = {}) {
    const listeners = [...sockets.values()].filter(
      ({ groups, hearsAll }) => groups.has(group) && (nsid === undefined || hearsAll),
    );
    const event = waiting(datagram, UNASKED, 0);
    for (const each of listeners) put(each, typeof event === "string" ? event : { ...event, nsid });
    return listeners.length;
  }

  function setsockopt(fd: number, level: number, name: number, value: number): void {
    const { groups } = socketOf(fd);
    if (level !== SOL_NETLINK) return;
    if (name === NETLINK_ADD_MEMBERSHIP) groups.add(value);
    if (name === NETLINK_LISTEN_ALL_NSID) socketOf(fd).hearsAll = value !== 0;
  }

  function recvmsg(fd: number, buffer: Uint8Array, flags: number): Received | ReturnType<typeof fails> {
    const { queue } = socketOf(fd);
    const [next] = queue;
    if (next === undefined) return fails("EAGAIN");
    if (typeof next === "string") {
      queue.shift();
      return fails(next);
    }
    if ((flags & MSG_PEEK) === 0) queue.shift();
    const { bytes, from, nsid } = next;
    buffer.set(bytes.subarray(0, buffer.length));
    const isCut = bytes.length > buffer.length;
    return {
      length: (flags & MSG_TRUNC) !== 0 ? bytes.length : Math.min(bytes.length, buffer.length),
      flags: isCut ? MSG_TRUNC : 0,
      from: { family: AF_NETLINK, portId: from, groups: 0 },
      control: nsid === undefined ? [] : [controlOf(nsid)],
      fds: [],
    };
  }

  const { system } = scriptedSystem({
    socket,
    close: (fd: number) => (sockets.delete(fd) ? 0 : 0),
    bind: undefined,
    setsockopt,
    // SO_DOMAIN, SO_PROTOCOL; all else, SO_RCVBUF and SO_NETNS_COOKIE, is the same number for every socket.
    getsockopt: (_fd: number, _level: number, name: number, size: number) => {
      const value = name === 39 ? AF_NETLINK : name === 38 ? NETLINK_ROUTE : 212_992;
      const bytes = new Uint8Array(size);
      new DataView(bytes.buffer).setUint32(0, value, true);
      return bytes;
    },
    getsockname: (fd: number) => ({ family: AF_NETLINK, portId: socketOf(fd).portId, groups: 0 }),
    // No privilege: one more socket is opened where the thread is.
    siocgskns: fails("EPERM"),
    sendto,
    recvmsg,
    poll: (wanted: readonly { readonly fd: number }[]) =>
      wanted.map(({ fd }) => (socketOf(fd).queue.length > 0 ? POLLIN : 0)),
    watchReadable: (fd: number, listener: () => void) => socketOf(fd).readable.watch(listener),
    setns: 0,
    fs: {
      openSync: 999,
      closeSync: undefined,
      fstatSync: (_fd: number, { bigint = false } = {}) =>
        bigint ? { dev: 4n, ino: 4_026_531_833n } : { dev: 4, ino: 4_026_531_833 },
      readlinkSync: "net:[4026531833]",
    },
  });
  return {
    system,
    requests,
    get open() {
      return sockets.size;
    },
    announce,
  };
}

/** What the kernel puts beside an event of another namespace. */
function controlOf(nsid: number): ControlMessage {
  return { level: SOL_NETLINK, type: NETLINK_LISTEN_ALL_NSID, data: new Uint8Array(Int32Array.of(nsid).buffer) };
}

function waiting(datagram: FakeDatagram, request: Header, port: number): Waiting | string {
  if (typeof datagram === "string") return datagram;
  if ("bytes" in datagram) return { bytes: datagram.bytes, from: datagram.from ?? 0 };
  const frames = datagram.map(({ type, flags = 0, sequence = request.sequence, portId = port, payload }) =>
    encodeFrame({ type, flags, sequence, portId }, typeof payload === "function" ? payload(request) : payload),
  );
  const bytes = new Uint8Array(frames.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const frame of frames) {
    bytes.set(frame, at);
    at += frame.length;
  }
  return { bytes, from: 0 };
}
