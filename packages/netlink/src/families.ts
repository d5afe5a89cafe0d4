import type { MessageCodec } from "./message/message.js";
import { nsidMessage } from "./nsid/message.js";

// biome-ignore lint/suspicious/noExplicitAny: the constraint of a type parameter, which keeps the real type.
export type AnyMessageCodec = MessageCodec<any, any>;

/** Every family of rtnetlink (NETLINK_ROUTE) that this package knows. */
export const families: readonly AnyMessageCodec[] = [nsidMessage];
