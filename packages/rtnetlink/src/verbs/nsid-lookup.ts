import { NLM_F_DUMP, NLM_F_MULTI, NLM_F_REQUEST, NLMSG_DONE, RTM_GETNSID, RTM_NEWNSID } from "@netns/netlink";
import { type Fd, hasCode, linux, MSG_DONTWAIT, MSG_TRUNC, type System } from "@netns/syscall";
import { KERNEL, openRouteSocket } from "../open-socket.js";
import { assigned } from "./assigned.js";

/**
 * ```
 * request: 0 nlmsghdr: length (u32), type (u16), flags (u16), sequence (u32), port id (u32)
 *          16 rtgenmsg: family (u8), padding | 20 nlattr: length (u16), type (u16) = NETNSA_FD | 24 descriptor (s32)
 * answer:  the same with NETNSA_NSID in its place, and the id
 * end:     0 nlmsghdr | 16 error (s32)
 * ```
 * As words of 32 bits: x86_64 and aarch64 are little-endian.
 */
const WORDS = 7;
const TYPE = 1;
const SEQUENCE = 2;
const BODY = 4;
const ATTRIBUTE = 5;
const VALUE = 6;
const NETNSA_NSID = 1;
const NETNSA_FD = 3;
const attribute = (type: number) => 8 | (type << 16);
const typeAndFlags = (type: number, flags: number) => type | (flags << 16);
const SIZE = 4 * WORDS;
/** A request without an attribute, and the end of a list. */
const SHORT_SIZE = 20;

/** The same questions to a client: it takes every answer, and says what a refusal means. */
export interface NsidQuestions {
  /** As `getNsid`. */
  nsidOf(fd: number): number | undefined;
  /** As `hasNsids`. */
  hasNsids(): boolean;
}

/**
 * `getNsid` for thousands of open namespaces, which its test holds this beside: many in one datagram, with requests and
 * answers of one shape only, which takes a fifth of the time, and a fraction of the code. What is answered in another way,
 * a refusal for instance, is asked for again by other means.
 */
export class NsidLookup implements Disposable {
  /** How many can be asked for at once: their answers fit any socket's buffer. */
  static readonly MOST = 32;

  readonly #questions: NsidQuestions;
  readonly #system: System;
  readonly #socket: Fd;
  readonly #requests = new Int32Array(WORDS * NsidLookup.MOST);
  readonly #answers = new Int32Array(WORDS * NsidLookup.MOST);
  readonly #received = new Uint8Array(this.#answers.buffer);
  /** Begins anywhere: who has sent to the socket before it was connected cannot know. */
  #sequence = Math.floor(Math.random() * 0x4000_0000);

  /**
   * @param questions In the socket's namespace: `questionsTo(client)`, or one that opens a client only when it is needed.
   * @param socket Given away. Default: one of the calling thread's namespace.
   * @throws SyscallError
   */
  constructor(questions: NsidQuestions, system: System = linux, socket = openRouteSocket(system)) {
    this.#questions = questions;
    this.#system = system;
    this.#socket = socket;
    try {
      // To the kernel: from then on nobody else can send to it (af_netlink.c).
      system.connect(socket.fd, KERNEL);
    } catch (error) {
      socket.close();
      throw error;
    }
  }

  /** Whether the namespace has an id for any other. @throws as `hasNsids` */
  hasAny(): boolean {
    const sequence = this.#write(0, NLM_F_DUMP);
    this.#requests[0] = SHORT_SIZE;
    this.#send(SHORT_SIZE);
    const [length = 0] = this.#receive();
    const answers = this.#answers;
    const isAnswered = length >= SHORT_SIZE && answers[SEQUENCE] === sequence;
    const hasNone = answers[TYPE] === typeAndFlags(NLMSG_DONE, NLM_F_MULTI) && answers[BODY] === 0;
    const hasSome = ((answers[TYPE] as number) & 0xffff) === RTM_NEWNSID;
    if (hasSome || !hasNone) this.#drain();
    return isAnswered && (hasSome || hasNone) ? hasSome : this.#questions.hasNsids();
  }

  /**
   * The ids that the namespace has for those behind descriptors, in their order; undefined where it has none.
   *
   * @param fds `MOST` of them at most.
   * @throws as `getNsid`
   */
  idsOf(fds: readonly number[]): (number | undefined)[] {
    if (fds.length === 0) return [];
    const first = this.#sequence + 1;
    for (let i = 0; i < fds.length; i++) {
      this.#write(i, 0);
      this.#requests[WORDS * i + ATTRIBUTE] = attribute(NETNSA_FD);
      this.#requests[WORDS * i + VALUE] = fds[i] as number;
    }
    this.#send(SIZE * fds.length);
    const lengths = this.#receive();
    const arePlain = fds.map((_, i) => lengths[i] === SIZE && this.#isPlain(i, first + i));
    const ids = fds.map((_, i) => assigned(this.#answers[WORDS * i + VALUE]));
    if (!arePlain.every(Boolean)) this.#drain();
    return ids.map((id, i) => (arePlain[i] ? id : this.#questions.nsidOf(fds[i] as number)));
  }

  close(): void {
    this.#socket.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** A request's header. Returns its sequence number. */
  #write(place: number, flags: number): number {
    const requests = this.#requests;
    const at = WORDS * place;
    requests[at] = SIZE;
    requests[at + TYPE] = typeAndFlags(RTM_GETNSID, NLM_F_REQUEST | flags);
    requests[at + SEQUENCE] = ++this.#sequence;
    return this.#sequence;
  }

  #send(length: number): void {
    this.#system.sendto(this.#socket.fd, new Uint8Array(this.#requests.buffer, 0, length), 0);
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

  /** Takes away what is left: the rest of a list, and answers that came late. */
  #drain(): void {
    while (this.#receive().length > 0);
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
