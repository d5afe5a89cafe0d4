/** The order of a number's bytes. Netlink is spoken in the host's own. */
export type ByteOrder = "little" | "big";

/** This machine's order. */
export const HOST_ORDER: ByteOrder = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? "little" : "big";

/** What every decode and encode takes. */
export interface OrderOptions {
  /** Default: the host's. A capture from another machine may need the other one. */
  readonly order?: ByteOrder | undefined;
}
