import { NLM_F_ACK, NLM_F_ECHO, NLM_F_REQUEST, NLMSG_ERROR, RTM_NEWNSID } from "@netns/netlink";
import { type Fd, hasCode, MSG_DONTWAIT, MSG_TRUNC, type System } from "@netns/syscall";
import type { RtnetlinkClient } from "../client.js";
import { NoAnswerError } from "../errors.js";
import { KERNEL } from "../open-socket.js";
import { assigned } from "./assigned.js";
import { checkAssignable, getNsid, setNsid } from "./nsid.js";

/**
 * ```
 * request: 0 nlmsghdr: length (u32), type (u16), flags (u16), sequence (u32), port id (u32)
 *          16 rtgenmsg: family (u8), padding | 20 nlattr: length (u16), type (u16) = NETNSA_FD | 24 descriptor (s32)
 *          28 nlattr = NETNSA_NSID | 32 id (s32)
 * echo:    16 rtgenmsg | 20 nlattr = NETNSA_NSID | 24 id
 * answer:  16 nlmsgerr: error (s32) | 20 the request's nlmsghdr
 * ```
 * As words of 32 bits: x86_64 and aarch64 are little-endian.
 */
const WORDS = 9;
const TYPE = 1;
const SEQUENCE = 2;
const ERROR = 4;
const FD_ATTRIBUTE = 5;
const FD = 6;
const ID_ATTRIBUTE = 7;
const ID = 8;
const ECHO_ATTRIBUTE = 5;
const ECHO_ID = 6;
const NETNSA_NSID = 1;
const NETNSA_FD = 3;
const attribute = (type: number) => 8 | (type << 16);
const SIZE = 4 * WORDS;
const ECHO_SIZE = 28;
/** An echo and an answer, twice: what was not received in time comes before what is. */
const ROOMS = 4;

/**
 * `setNsid` for thousands of open namespaces, with requests and answers of one shape only, which takes half of the
 * time. What is refused `setNsid` asks for again: it knows how to say why.
 */
export class NsidAssigner implements Disposable {
  readonly #client: RtnetlinkClient;
  readonly #system: System;
  /** A socket of its own. Connected to the kernel: from then on nobody else can send to it (af_netlink.c). */
  readonly #socket: Fd;
  readonly #request = new Int32Array(WORDS);
  readonly #sent = new Uint8Array(this.#request.buffer);
  readonly #answers = new Int32Array(WORDS * ROOMS);
  readonly #received = new Uint8Array(this.#answers.buffer);
  /** Begins anywhere: who has sent to the socket before it was connected cannot know. */
  #sequence = Math.floor(Math.random() * 0x4000_0000);

  /** @throws as `client.openSocket` */
  constructor(client: RtnetlinkClient) {
    this.#client = client;
    this.#system = client.system;
    this.#socket = client.openSocket();
    try {
      this.#system.connect(this.#socket.fd, KERNEL);
    } catch (error) {
      this.#socket.close();
      throw error;
    }
  }

  /**
   * Gives the namespace behind a descriptor an id: the id that it has now.
   *
   * @throws as `setNsid`
   * @throws NoAnswerError when the answer was lost: whether it was done is not known.
   */
  assign(fd: number, nsid: number | "auto"): number | undefined {
    const wanted = checkAssignable(nsid);
    this.#send(fd, wanted);
    let id: number | undefined;
    for (;;) {
      const lengths = this.#receive();
      if (lengths.length === 0) throw new NoAnswerError("RTM_NEWNSID");
      for (let i = 0; i < lengths.length; i++) {
        const at = WORDS * i;
        if (this.#answers[at + SEQUENCE] !== this.#sequence) continue;
        if (lengths[i] === ECHO_SIZE) id = this.#echoed(at) ?? id;
        if (((this.#answers[at + TYPE] as number) & 0xffff) !== NLMSG_ERROR) continue;
        if (this.#answers[at + ERROR] !== 0) setNsid(this.#client, { fd }, nsid);
        // Not every kernel echoes it (before 5.5).
        return wanted >= 0 ? wanted : (id ?? getNsid(this.#client, { fd }).nsid);
      }
    }
  }

  close(): void {
    this.#socket.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #send(fd: number, nsid: number): void {
    const request = this.#request;
    // What it is to be is known, but for "auto".
    const echo = nsid < 0 ? NLM_F_ECHO : 0;
    request[0] = SIZE;
    request[TYPE] = RTM_NEWNSID | ((NLM_F_REQUEST | NLM_F_ACK | echo) << 16);
    request[SEQUENCE] = ++this.#sequence;
    request[FD_ATTRIBUTE] = attribute(NETNSA_FD);
    request[FD] = fd;
    request[ID_ATTRIBUTE] = attribute(NETNSA_NSID);
    request[ID] = nsid;
    this.#system.sendto(this.#socket.fd, this.#sent, 0);
  }

  #echoed(at: number): number | undefined {
    if (((this.#answers[at + TYPE] as number) & 0xffff) !== RTM_NEWNSID) return undefined;
    if (this.#answers[at + ECHO_ATTRIBUTE] !== attribute(NETNSA_NSID)) return undefined;
    return assigned(this.#answers[at + ECHO_ID]);
  }

  /** How long the answers are, which are there when the request has been sent; fewer when some are lost. */
  #receive(): number[] {
    try {
      return this.#system.recvmmsg(this.#socket.fd, this.#received, SIZE, MSG_TRUNC | MSG_DONTWAIT);
    } catch (error) {
      if (hasCode(error, "EAGAIN") || hasCode(error, "ENOBUFS")) return [];
      throw error;
    }
  }
}
