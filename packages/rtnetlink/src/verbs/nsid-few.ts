import { NLM_F_DUMP, NLM_F_MULTI, NLM_F_REQUEST, NLMSG_DONE, RTM_GETNSID, RTM_NEWNSID } from "@netns/netlink";
import { linux, type System } from "@netns/syscall";
import { openRouteSocket } from "../open-socket.js";
import { mayBeCut } from "./nsid.js";
import {
  ATTRIBUTE,
  attribute,
  ERROR,
  firstSequence,
  NETNSA_NSID,
  SEQUENCE,
  SHORT_SIZE,
  SIZE,
  TYPE,
  typeAndFlags,
  VALUE,
  WordSocket,
} from "./nsid-words.js";

/** A page: the first answer on a socket is not longer (netlink_dump in af_netlink.c). */
const ROOM = 1024;
/** The end comes behind the entries, or in an answer of its own. */
const ROOMS = 2;
const WORD = Int32Array.BYTES_PER_ELEMENT;

/**
 * The ids of `listNsids`, ascending, where they are few, with a fraction of its code.
 *
 * @param socket Given away. Default: one of the calling thread's namespace.
 * @returns Undefined when the answer is another one, for instance a list of more than some 130: `listNsids` takes all.
 * @throws SyscallError
 */
export function listFewNsids(system: System = linux, socket = openRouteSocket(system)): number[] | undefined {
  using words = new WordSocket(socket, system, ROOM, ROOMS);
  const sequence = firstSequence();
  const request = Int32Array.of(SHORT_SIZE, typeAndFlags(RTM_GETNSID, NLM_F_REQUEST | NLM_F_DUMP), sequence, 0, 0);
  words.send(new Uint8Array(request.buffer));
  const ids: number[] = [];
  const { answers } = words;
  for (const [i, length] of words.receive().entries()) {
    if (length > WORD * ROOM) return undefined;
    for (let at = ROOM * i; at < ROOM * i + length / WORD; at += SIZE / WORD) {
      if (answers[at + SEQUENCE] !== sequence) return undefined;
      const isEnd = answers[at + TYPE] === typeAndFlags(NLMSG_DONE, NLM_F_MULTI);
      if (isEnd) return answers[at + ERROR] === 0 && !mayBeCut(ids.length) ? ids : undefined;
      if (!isEntry(answers, at)) return undefined;
      ids.push(answers[at + VALUE] as number);
    }
  }
  return undefined;
}

/** An entry of a list that was interrupted has one flag more. */
function isEntry(answers: Int32Array, at: number): boolean {
  return (
    answers[at] === SIZE &&
    answers[at + TYPE] === typeAndFlags(RTM_NEWNSID, NLM_F_MULTI) &&
    answers[at + ATTRIBUTE] === attribute(NETNSA_NSID)
  );
}
