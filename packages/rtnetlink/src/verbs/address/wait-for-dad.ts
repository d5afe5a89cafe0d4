import { setTimeout } from "node:timers/promises";
import type { RtnetlinkClient } from "../../client.js";
import { type LinkReference, resolveLink } from "../link-reference.js";
import { listAddresses } from "./list.js";
import type { Address } from "./types.js";

/** How to wait. */
export interface WaitForDadOptions {
  /** Only for these addresses, without a length; others may be tentative. Default: all of the link's. */
  readonly addresses?: readonly string[] | undefined;
  /** Milliseconds. Default 10,000. */
  readonly timeout?: number | undefined;
  /** Milliseconds between two looks. Default 50. */
  readonly interval?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What came of it. */
export interface DadResult {
  /** The link's addresses of IPv6 that can be used. */
  readonly addresses: readonly Address[];
  /** Those that somebody else has. */
  readonly failed: readonly Address[];
}

/** Some addresses are still tentative: on a link that is down or has no carrier they stay so. */
export class DadTimeoutError extends Error {
  override readonly name = "DadTimeoutError";
  readonly code = "ERR_DAD_TIMEOUT";

  constructor(
    /** Milliseconds. */
    readonly timeout: number,
    readonly pending: readonly Address[],
  ) {
    const names = pending.map(({ address }) => address).join(", ");
    super(`still tentative after ${timeout} ms: ${names}; is the link up, with a carrier?`);
  }
}

/**
 * Waits until no address of IPv6 of a link is tentative any more: until duplicate address detection has found that
 * nobody else has them, or that somebody has.
 *
 * It looks again and again instead of waiting for RTNLGRP_IPV6_IFADDR: detection takes a second and a look some
 * microseconds, on the client's own socket, in its namespace, and no event can be lost.
 *
 * @throws DadTimeoutError
 * @throws NetlinkError ENODEV for an unknown link, or one that goes away.
 * @throws the signal's reason when it aborts.
 */
export async function waitForDad(
  client: RtnetlinkClient,
  link: LinkReference,
  { addresses: wanted, timeout = 10_000, interval = 50, signal }: WaitForDadOptions = {},
): Promise<DadResult> {
  signal?.throwIfAborted();
  const ifindex = resolveLink(client, link);
  const deadline = performance.now() + timeout;
  for (;;) {
    const addresses = listAddresses(client, { link: ifindex, version: 6 }).entries.filter(
      ({ address }) => wanted?.some((one) => address.startsWith(`${one}/`)) ?? true,
    );
    const pending = addresses.filter(isPending);
    if (pending.length === 0) {
      const isFailed = ({ flags }: Address) => flags.includes("dadfailed");
      return { addresses: addresses.filter((one) => !isFailed(one)), failed: addresses.filter(isFailed) };
    }
    const left = deadline - performance.now();
    if (left <= 0) throw new DadTimeoutError(timeout, pending);
    await setTimeout(Math.min(interval, left), undefined, { signal }).catch((error) => {
      signal?.throwIfAborted();
      throw error;
    });
  }
}

/** One that has failed stays tentative for ever, so that it is not used (addrconf.c). */
function isPending({ flags }: Address): boolean {
  return flags.includes("tentative") && !flags.includes("dadfailed");
}
