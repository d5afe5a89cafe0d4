import { NLM_F_REQUEST, RTM_GETNSID, RTM_NEWNSID } from "@netns/netlink";
import { type Fd, hasCode, MSG_DONTWAIT, MSG_TRUNC, type System } from "@netns/syscall";
import type { RtnetlinkClient } from "../client.js";
import { KERNEL } from "../open-socket.js";
import { assigned, getNsid } from "./nsid.js";

/**
 * ```
 * request: 0 nlmsghdr: length (u32), type (u16), flags (u16), sequence (u32), port id (u32)
 *          16 rtgenmsg: family (u8), padding | 20 nlattr: length (u16), type (u16) = NETNSA_FD | 24 descriptor (s32)
 * answer:  the same with NETNSA_NSID in its place, and the id
 * ```
 * As words of 32 bits: x86_64 and aarch64 are little-endian.
 */
const WORDS = 7;
const TYPE = 1;
const SEQUENCE = 2;
const ATTRIBUTE = 5;
const VALUE = 6;
const NETNSA_NSID = 1;
const NETNSA_FD = 3;
const attribute = (type: number) => 8 | (type << 16);
const SIZE = 4 * WORDS;

/**
 * `getNsid` for thousands of open namespaces, which its test holds this beside: many in one datagram, with requests and answers of one shape only, which
 * takes a fifth of the time. What is answered in another way, a refusal for instance, `getNsid` asks for again.
 */
export class NsidLookup implements Disposable {
  /** How many can be asked for at once: their answers fit any socket's buffer. */
  static readonly MOST = 32;

  readonly #client: RtnetlinkClient;
  readonly #system: System;
  /** A socket of its own. Connected to the kernel: from then on nobody else can send to it (af_netlink.c). */
  readonly #socket: Fd;
  readonly #requests = new Int32Array(WORDS * NsidLookup.MOST);
  readonly #answers = new Int32Array(WORDS * NsidLookup.MOST);
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
   * The ids that the client's namespace has for those behind descriptors, in their order; undefined where it has none.
   *
   * @param fds `MOST` of them at most.
   * @throws as `getNsid`
   */
  idsOf(fds: readonly number[]): (number | undefined)[] {
    if (fds.length === 0) return [];
    const first = this.#sequence + 1;
    for (let i = 0; i < fds.length; i++) this.#write(i, fds[i] as number);
    this.#system.sendto(this.#socket.fd, new Uint8Array(this.#requests.buffer, 0, SIZE * fds.length), 0);
    const lengths = this.#receive();
    return fds.map((fd, i) =>
      lengths[i] === SIZE && this.#isPlain(i, first + i)
        ? assigned(this.#answers[WORDS * i + VALUE])
        : getNsid(this.#client, { fd }).nsid,
    );
  }

  close(): void {
    this.#socket.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #write(place: number, fd: number): void {
    const requests = this.#requests;
    const at = WORDS * place;
    requests[at] = SIZE;
    requests[at + TYPE] = RTM_GETNSID | (NLM_F_REQUEST << 16);
    requests[at + SEQUENCE] = ++this.#sequence;
    requests[at + ATTRIBUTE] = attribute(NETNSA_FD);
    requests[at + VALUE] = fd;
  }

  #isPlain(place: number, sequence: number): boolean {
    const answers = this.#answers;
    const at = WORDS * place;
    return (
      ((answers[at + TYPE] as number) & 0xffff) === RTM_NEWNSID &&
      answers[at + SEQUENCE] === sequence &&
      answers[at + ATTRIBUTE] === attribute(NETNSA_NSID)
    );
  }

  /** How long the answers are, which are there when the requests have been sent; fewer when some are lost. */
  #receive(): number[] {
    try {
      return this.#system.recvmmsg(this.#socket.fd, this.#received, SIZE, MSG_TRUNC | MSG_DONTWAIT);
    } catch (error) {
      if (hasCode(error, "EAGAIN") || hasCode(error, "ENOBUFS")) return [];
      throw error;
    }
  }
}
