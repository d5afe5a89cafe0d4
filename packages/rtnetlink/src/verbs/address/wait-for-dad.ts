import { setTimeout } from "node:timers/promises";
import type { RtnetlinkClient } from "../../client.js";
import { type LinkReference, resolveLink } from "../link-reference.js";
import { parsePrefix } from "../terms/prefix.js";
import { listAddresses } from "./list.js";
import { normalAddress } from "./normal-address.js";
import type { Address } from "./types.js";

/** How to wait. */
export interface WaitForDadOptions {
  /**
   * Only for these addresses, which the link must have; others may be tentative. A prefix's length is passed over. Those of
   * IPv4 are never tentative. Default: all of the link's of IPv6.
   */
  readonly addresses?: readonly string[] | undefined;
  /** Milliseconds. Default 10,000; 0: looks once. */
  readonly timeout?: number | undefined;
  /** Milliseconds between two looks. Default 50. */
  readonly interval?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What came of it. */
export interface DadResult {
  /** Those that can be used. */
  readonly addresses: readonly Address[];
  /**
   * Those that somebody else has. The kernel keeps them, unused ("dadfailed"), when they last for ever; others it takes
   * away, and they are as they were last seen.
   */
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
 * nobody else has them, or that somebody has. A duplicate is no error: it is told in `failed`.
 *
 * It looks again and again instead of waiting for RTNLGRP_IPV6_IFADDR: detection takes a second and a look some
 * microseconds, on the client's own socket, in its namespace, and no event can be lost.
 *
 * @throws DadTimeoutError
 * @throws NetlinkError ENODEV for an unknown link, or one that goes away.
 * @throws RangeError for an address that the link has not, and for times that are none; CodecError for what is no address.
 * @throws the signal's reason when it aborts.
 *
 * @example
 * addAddress(client, { address: "2001:db8::1/64", link: "eth0" });
 * const { failed } = await waitForDad(client, "eth0", { addresses: ["2001:db8::1"] });
 * if (failed.length > 0) throw new Error("somebody else has it");
 */
export async function waitForDad(
  client: RtnetlinkClient,
  link: LinkReference,
  { addresses: names, timeout = 10_000, interval = 50, signal }: WaitForDadOptions = {},
): Promise<DadResult> {
  signal?.throwIfAborted();
  for (const [name, value] of Object.entries({ timeout, interval })) {
    if (!(value >= 0)) throw new RangeError(`${name} is a number of milliseconds, not ${value}`);
  }
  const wanted = names?.map(withoutLength);
  const ifindex = resolveLink(client, link);
  const deadline = performance.now() + timeout;
  let before: readonly Address[] | undefined;
  const vanished: Address[] = [];
  for (;;) {
    const addresses = look(client, ifindex, wanted);
    if (before === undefined) expectAll(wanted, addresses);
    vanished.push(...(before?.filter((one) => !addresses.some((other) => isSame(one, other))) ?? []));
    const pending = addresses.filter(isPending);
    if (pending.length === 0) {
      const failed = addresses.filter(isFailed);
      return { addresses: addresses.filter((one) => !isFailed(one)), failed: [...failed, ...vanished] };
    }
    const left = deadline - performance.now();
    if (left <= 0) throw new DadTimeoutError(timeout, pending);
    before = pending;
    await setTimeout(Math.min(interval, left), undefined, { signal }).catch((error) => {
      signal?.throwIfAborted();
      throw error;
    });
  }
}

function withoutLength(name: string): string {
  const { address, family } = parsePrefix(name, "address");
  return normalAddress(address, family);
}

function look(client: RtnetlinkClient, ifindex: number, wanted: readonly string[] | undefined): readonly Address[] {
  if (wanted === undefined) return listAddresses(client, { link: ifindex, version: 6 }).entries;
  return listAddresses(client, { link: ifindex }).entries.filter((one) => wanted.includes(ownOf(one)));
}

function ownOf({ address }: Address): string {
  return address.slice(0, address.indexOf("/"));
}

function expectAll(wanted: readonly string[] = [], addresses: readonly Address[]): void {
  const missing = wanted.find((name) => !addresses.some((one) => ownOf(one) === name));
  if (missing !== undefined) throw new RangeError(`the link has no address ${missing} to wait for`);
}

function isSame(one: Address, other: Address): boolean {
  return one.address === other.address;
}

function isFailed({ flags }: Address): boolean {
  return flags.includes("dadfailed");
}

/** One that has failed stays tentative for ever, so that it is not used (addrconf.c). */
function isPending(address: Address): boolean {
  return address.flags.includes("tentative") && !isFailed(address);
}
