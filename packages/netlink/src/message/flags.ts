/** Flags of every message, from linux/netlink.h. */
export const NLM_F_REQUEST = 0x1;
export const NLM_F_MULTI = 0x2;
export const NLM_F_ACK = 0x4;
export const NLM_F_ECHO = 0x8;
/** The dump's subject changed while it was being made: parts may not fit together. */
export const NLM_F_DUMP_INTR = 0x10;
export const NLM_F_DUMP_FILTERED = 0x20;

/** Of GET requests. */
export const NLM_F_ROOT = 0x100;
export const NLM_F_MATCH = 0x200;
export const NLM_F_ATOMIC = 0x400;
export const NLM_F_DUMP = 0x300;

/** Of NEW requests: the same bits again. */
export const NLM_F_REPLACE = 0x100;
export const NLM_F_EXCL = 0x200;
export const NLM_F_CREATE = 0x400;
export const NLM_F_APPEND = 0x800;

/** Of NLMSG_ERROR and NLMSG_DONE: and again. The echoed request is cut to its header; attributes follow. */
export const NLM_F_CAPPED = 0x100;
export const NLM_F_ACK_TLVS = 0x200;

/** Control messages. */
export const NLMSG_NOOP = 1;
export const NLMSG_ERROR = 2;
export const NLMSG_DONE = 3;
export const NLMSG_OVERRUN = 4;

/** Control messages' types by name. */
export const controlTypes: Readonly<Record<string, number>> = { NLMSG_NOOP, NLMSG_ERROR, NLMSG_DONE, NLMSG_OVERRUN };

/**
 * The kernel's names of a message's flags; what has none as one hexadecimal number at the end. The same bit means
 * different things on an answer, a GET request and a NEW request, so the message's type and its name are asked.
 */
export function flagNames(flags: number, type: number, typeName = ""): string[] {
  const ofAll = { NLM_F_REQUEST, NLM_F_MULTI, NLM_F_ACK, NLM_F_ECHO, NLM_F_DUMP_INTR, NLM_F_DUMP_FILTERED };
  const ofAck = { NLM_F_CAPPED, NLM_F_ACK_TLVS };
  const ofGet = { NLM_F_ROOT, NLM_F_MATCH, NLM_F_ATOMIC };
  const ofNew = { NLM_F_REPLACE, NLM_F_EXCL, NLM_F_CREATE, NLM_F_APPEND };
  const special = type === NLMSG_ERROR || type === NLMSG_DONE ? ofAck : /_GET/.test(typeName) ? ofGet : ofNew;
  let rest = flags;
  const names: string[] = [];
  for (const [name, bit] of Object.entries({ ...ofAll, ...special })) {
    if ((flags & bit) === 0) continue;
    names.push(name);
    rest &= ~bit;
  }
  return rest === 0 ? names : [...names, `0x${rest.toString(16)}`];
}
