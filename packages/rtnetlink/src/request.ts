import { decodeFrames, type Extack, explain, formatAs, type MessageCodec, type MessageInput } from "@netns/netlink";
import { errnoName } from "@netns/syscall";

// biome-ignore lint/suspicious/noExplicitAny: the constraint of a type parameter, which keeps the real type.
export type AnyMessageCodec = MessageCodec<any, any>;
type Input<C> = C extends MessageCodec<infer H, infer S> ? MessageInput<H, S> : never;

/** What a codec makes of an answer. */
export type Output<C extends AnyMessageCodec> = ReturnType<C["decode"]>;

/** What a request needs beside its flags. */
export interface Request<C extends AnyMessageCodec> {
  readonly codec: C;
  readonly type: number;
  readonly message: Input<C>;
}

/** One of several requests. */
export interface BatchRequest<C extends AnyMessageCodec> extends Request<C> {
  /** NLM_F_*, beside NLM_F_REQUEST. A dump cannot be one of several. */
  readonly flags?: number | undefined;
}

/** The kernel's name of a request: "RTM_NEWLINK". */
export function nameOf({ codec, type }: Pick<Request<AnyMessageCodec>, "codec" | "type">): string {
  return Object.keys(codec.types).find((name) => codec.types[name] === type) ?? `message ${type}`;
}

/** What the kernel said about a request, in the request's own terms. */
export function explainAnswer(attributes: object, codec: AnyMessageCodec, sent: Uint8Array): Extack {
  // Nearly always: and taking the request apart again has its price.
  if (Object.keys(attributes).length === 0) return {};
  const [frame] = decodeFrames(sent).frames;
  return explain(attributes, frame && { codec, payload: frame.payload });
}

/** A request for people, by its own definition: all families' would be part of every small program. */
export function showRequest(codec: AnyMessageCodec, sent: Uint8Array): string {
  return decodeFrames(sent)
    .frames.map((frame) => formatAs(codec, frame, { errnoName }))
    .join("\n");
}
