import { NLM_F_ACK, NLM_F_ECHO, NLM_F_REQUEST, NLMSG_ERROR, RTM_NEWNSID } from "@netns/netlink";
import { linux, type System } from "@netns/syscall";
import { NoAnswerError } from "../errors.js";
import { openRouteSocket } from "../open-socket.js";
import { assigned } from "./assigned.js";
import { checkAssignable } from "./nsid.js";
import {
  ATTRIBUTE,
  attribute,
  ERROR,
  firstSequence,
  NETNSA_FD,
  NETNSA_NSID,
  SEQUENCE,
  SIZE,
  TYPE,
  typeAndFlags,
  typeIn,
  VALUE,
  WordSocket,
} from "./nsid-words.js";

/**
 * As nsid-words.ts has them:
 *
 * ```
 * request: … 20 NETNSA_FD | 24 descriptor (s32) | 28 NETNSA_NSID | 32 id (s32)
 * echo:    … 20 NETNSA_NSID | 24 id (s32)
 * answer:  0 nlmsghdr | 16 nlmsgerr: error (s32) | 20 the request's nlmsghdr
 * ```
 */
const WORDS = 9;
const ID_ATTRIBUTE = 7;
const ID = 8;
/** An echo and an answer, twice: what was not received in time comes before what is. */
const ROOMS = 4;

/** The same requests to a client: it takes every answer, and says what a refusal means. */
export interface NsidRequests {
  /** As `setNsid`. */
  setNsid(fd: number, nsid: number | "auto"): void;
  /** As `getNsid`. */
  nsidOf(fd: number): number | undefined;
}

/**
 * `setNsid` for thousands of open namespaces, with requests and answers of one shape only, which takes half of the
 * time, and a fraction of the code. What is refused is asked for again by other means.
 */
export class NsidAssigner implements Disposable {
  readonly #requests: NsidRequests;
  readonly #socket: WordSocket;
  readonly #request = new Int32Array(WORDS);
  readonly #sent = new Uint8Array(this.#request.buffer);
  #sequence = firstSequence();

  /**
   * @param requests In the socket's namespace: `questionsTo(client)`, or ones that open a client only when it is needed.
   * @param socket Given away. Default: one of the calling thread's namespace.
   * @throws SyscallError
   */
  constructor(requests: NsidRequests, system: System = linux, socket = openRouteSocket(system)) {
    this.#requests = requests;
    this.#socket = new WordSocket(socket, system, WORDS, ROOMS);
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
    const { answers } = this.#socket;
    let id: number | undefined;
    for (;;) {
      const lengths = this.#socket.receive();
      if (lengths.length === 0) throw new NoAnswerError("RTM_NEWNSID");
      for (let i = 0; i < lengths.length; i++) {
        const at = WORDS * i;
        if (answers[at + SEQUENCE] !== this.#sequence) continue;
        if (lengths[i] === SIZE) id = this.#echoed(at) ?? id;
        if (typeIn(answers[at + TYPE]) !== NLMSG_ERROR) continue;
        if (answers[at + ERROR] !== 0) this.#requests.setNsid(fd, nsid);
        // Not every kernel echoes it (before 5.5).
        return wanted >= 0 ? wanted : (id ?? this.#requests.nsidOf(fd));
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
    request[0] = this.#sent.length;
    request[TYPE] = typeAndFlags(RTM_NEWNSID, NLM_F_REQUEST | NLM_F_ACK | echo);
    request[SEQUENCE] = ++this.#sequence;
    request[ATTRIBUTE] = attribute(NETNSA_FD);
    request[VALUE] = fd;
    request[ID_ATTRIBUTE] = attribute(NETNSA_NSID);
    request[ID] = nsid;
    this.#socket.send(this.#sent);
  }

  #echoed(at: number): number | undefined {
    const { answers } = this.#socket;
    if (typeIn(answers[at + TYPE]) !== RTM_NEWNSID) return undefined;
    if (answers[at + ATTRIBUTE] !== attribute(NETNSA_NSID)) return undefined;
    return assigned(answers[at + VALUE]);
  }
}
