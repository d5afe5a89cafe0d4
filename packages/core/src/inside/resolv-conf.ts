import { readText } from "./read-text.js";

/** What resolv.conf(5) says of names that are not complete. */
export interface Search {
  readonly domains: readonly string[];
  /** A name with this many dots is asked for as it is first. */
  readonly ndots: number;
}

/** The last `search` or `domain` counts, as for libc. */
export function parseSearch(text: string): Search {
  let search: Search = { domains: [], ndots: 1 };
  for (const line of text.split("\n")) {
    const [keyword = "", ...words] = line
      .replace(/[#;].*/, "")
      .trim()
      .split(/\s+/);
    if (keyword === "search") search = { ...search, domains: words };
    if (keyword === "domain") search = { ...search, domains: words.slice(0, 1) };
    const ndots = keyword === "options" && words.find((word) => /^ndots:\d+$/.test(word));
    if (ndots) search = { ...search, ndots: Math.min(Number(ndots.slice("ndots:".length)), 15) };
  }
  // "." is the root, where the name is as it is.
  return { ...search, domains: search.domains.filter((domain) => domain !== ".") };
}

/** The names that are asked for one after the other, until one is known. */
export function candidates(hostname: string, { domains, ndots }: Search): string[] {
  if (hostname.endsWith(".")) return [hostname];
  const longer = domains.map((domain) => `${hostname}.${domain}`);
  const dots = hostname.split(".").length - 1;
  return dots >= ndots ? [hostname, ...longer] : [...longer, hostname];
}

/** Always read anew: it is the overlay's, and may change. */
export function readSearch(): Search {
  return parseSearch(readText("/etc/resolv.conf"));
}
