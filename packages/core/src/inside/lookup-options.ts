import { type LookupOptions as Given, getDefaultResultOrder } from "node:dns";

/** What dns.lookup is asked for. */
export interface LookupOptions {
  readonly family: 0 | 4 | 6;
  readonly all: boolean;
  readonly order: "verbatim" | "ipv4first" | "ipv6first";
}

const families: ReadonlyMap<unknown, 0 | 4 | 6> = new Map<unknown, 0 | 4 | 6>([
  [undefined, 0],
  [null, 0],
  [0, 0],
  [4, 4],
  [6, 6],
  ["IPv4", 4],
  ["IPv6", 6],
]);

/**
 * Of a family's number, or options: `order` (from Node 22.1 and 20.13 on) before `verbatim`, before the default that
 * dns.setDefaultResultOrder sets.
 *
 * @throws TypeError ERR_INVALID_ARG_VALUE
 */
export function lookupOptions(given: unknown): LookupOptions {
  const { family, all, order, verbatim } = (typeof given === "number" ? { family: given } : (given ?? {})) as Given;
  const version = families.get(family);
  if (version === undefined) throw invalidValue("family", family);
  const wanted = order ?? orderOf(verbatim) ?? (getDefaultResultOrder() as LookupOptions["order"]);
  if (!["verbatim", "ipv4first", "ipv6first"].includes(wanted)) throw invalidValue("order", order);
  return { family: version, all: all === true, order: wanted };
}

function orderOf(verbatim: boolean | undefined): LookupOptions["order"] | undefined {
  if (verbatim === undefined) return undefined;
  return verbatim ? "verbatim" : "ipv4first";
}

function invalidValue(name: string, value: unknown): TypeError {
  const error = new TypeError(`dns.lookup cannot have ${name}: ${String(value)}`);
  return Object.assign(error, { code: "ERR_INVALID_ARG_VALUE" });
}
