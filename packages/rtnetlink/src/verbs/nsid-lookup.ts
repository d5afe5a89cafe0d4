import { NLM_F_DUMP, NLM_F_MULTI, NLM_F_REQUEST, NLMSG_DONE, RTM_GETNSID, RTM_NEWNSID } from "@netns/netlink";
import { linux, type System } from "@netns/syscall";
import { openRouteSocket } from "../open-socket.js";
import { assigned } from "./assigned.js";
import {
  ATTRIBUTE,
  attribute,
  ERROR,
  firstSequence,
  NETNSA_FD,
  NETNSA_NSID,
  SEQUENCE,
  SHORT_SIZE,
  SIZE,
  TYPE,
  typeAndFlags,
  typeIn,
  VALUE,
  WordSocket,
} from "./nsid-words.js";

const WORDS = SIZE / Int32Array.BYTES_PER_ELEMENT;

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
  readonly #socket: WordSocket;
  readonly #requests = new Int32Array(WORDS * NsidLookup.MOST);
  #sequence = firstSequence();

  /**
   * @param questions In the socket's namespace: `questionsTo(client)`, or one that opens a client only when it is needed.
   * @param socket Given away. Default: one of the calling thread's namespace.
   * @throws SyscallError
   */
  constructor(questions: NsidQuestions, system: System = linux, socket = openRouteSocket(system)) {
    this.#questions = questions;
    this.#socket = new WordSocket(socket, system, WORDS, NsidLookup.MOST);
  }

  /** Whether the namespace has an id for any other. @throws as `hasNsids` */
  hasAny(): boolean {
    const sequence = this.#write(0, NLM_F_DUMP);
    this.#requests[0] = SHORT_SIZE;
    this.#send(SHORT_SIZE);
    const [length = 0] = this.#socket.receive();
    const { answers } = this.#socket;
    const isAnswered = length >= SHORT_SIZE && answers[SEQUENCE] === sequence;
    const hasNone = answers[TYPE] === typeAndFlags(NLMSG_DONE, NLM_F_MULTI) && answers[ERROR] === 0;
    const hasSome = typeIn(answers[TYPE]) === RTM_NEWNSID;
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
    const lengths = this.#socket.receive();
    const arePlain = fds.map((_, i) => lengths[i] === SIZE && this.#isPlain(i, first + i));
    const ids = fds.map((_, i) => assigned(this.#socket.answers[WORDS * i + VALUE]));
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
    this.#socket.send(new Uint8Array(this.#requests.buffer, 0, length));
  }

  #isPlain(place: number, sequence: number): boolean {
    const { answers } = this.#socket;
    const at = WORDS * place;
    return (
      typeIn(answers[at + TYPE]) === RTM_NEWNSID &&
      answers[at + SEQUENCE] === sequence &&
      answers[at + ATTRIBUTE] === attribute(NETNSA_NSID)
    );
  }

  /** Takes away what is left: the rest of a list, and answers that came late. */
  #drain(): void {
    while (this.#socket.receive().length > 0);
  }
}
