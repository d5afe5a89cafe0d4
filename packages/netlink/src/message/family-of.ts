import { NLM_F_REQUEST } from "./flags.js";
import type { Header } from "./header.js";
import type { MessageCodec } from "./message.js";

/**
 * The family among several that a message is of, by its type. Where a type means one thing in a request and another in
 * an answer, the flag NLM_F_REQUEST decides.
 */
// biome-ignore lint/suspicious/noExplicitAny: whose header and attributes they are does not matter here.
export function familyOf<C extends MessageCodec<any, any>>(
  { type, flags }: Pick<Header, "type" | "flags">,
  among: readonly C[],
): C | undefined {
  const found = among.filter(({ types }) => Object.values(types).includes(type));
  const isRequest = (flags & NLM_F_REQUEST) !== 0;
  return found.find(({ only }) => (only === "requests") === isRequest) ?? found.find(({ only }) => only === undefined);
}
