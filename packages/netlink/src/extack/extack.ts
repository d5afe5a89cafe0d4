import type { Located } from "../codec/inside.js";
import type { OrderOptions } from "../codec/order.js";
import { CodecError } from "../errors.js";
import { NLMSG_HDRLEN } from "../message/header.js";
import { type Locatable, locate } from "../message/locate.js";
import type { ExtackAttributes } from "./attributes.js";
import { describePolicy, type Policy } from "./policy.js";

/** What the kernel said about a request, with its offsets turned into names. */
export interface Extack {
  /** The kernel's own sentence: "Peer netns reference is invalid". */
  readonly message?: string;
  /** Of the attribute that was refused, from the start of the request's nlmsghdr. */
  readonly offset?: number;
  /** The same as names: "nsid.fd". */
  readonly path?: string;
  /** An attribute that should have been there. */
  readonly missing?: MissingAttribute;
  /** What would have been accepted. */
  readonly policy?: Policy;
  /** The same in words: "expected u32, at most 255". */
  readonly expected?: string;
  readonly cookie?: Uint8Array;
}

export interface MissingAttribute {
  readonly type: number;
  /** In the kernel's spelling, when the set it should have been in is known. */
  readonly name?: string;
  /** The path of that set. */
  readonly nest?: string;
}

/** The request that an answer is about. */
export interface RequestContext extends OrderOptions {
  readonly codec: Locatable;
  /** What was sent, behind its nlmsghdr. */
  readonly payload: Uint8Array;
}

/** Explains an extended acknowledgement, by the request that it is about. Without one, offsets stay numbers. */
export function explain(attributes: ExtackAttributes, request?: RequestContext): Extack {
  const { msg, offs, cookie, policy, missType, missNest } = attributes;
  const path = offs === undefined ? undefined : located(offs, request)?.path.join(".");
  return {
    ...(msg !== undefined && { message: msg }),
    ...(offs !== undefined && { offset: offs }),
    ...(path !== undefined && { path }),
    ...(missType !== undefined && { missing: missing(missType, missNest, request) }),
    ...(policy !== undefined && { policy, expected: describePolicy(policy) }),
    ...(cookie !== undefined && { cookie }),
  };
}

function located(offset: number, request: RequestContext | undefined): Located | undefined {
  if (request === undefined || offset < NLMSG_HDRLEN) return undefined;
  try {
    return locate(request.codec, request.payload, offset - NLMSG_HDRLEN, request);
  } catch (error) {
    // A request that is malformed itself has no names for its places; the kernel's sentence matters more.
    if (error instanceof CodecError) return undefined;
    throw error;
  }
}

function missing(type: number, nest: number | undefined, request: RequestContext | undefined): MissingAttribute {
  if (request === undefined) return { type };
  const outermost: Located = { path: [request.codec.name], codec: request.codec.codec };
  const at = nest === undefined ? outermost : located(nest, request);
  const name = at?.codec?.lineOf?.(type)?.kernelName;
  return { type, ...(at !== undefined && { nest: at.path.join(".") }), ...(name !== undefined && { name }) };
}
