import dns from "node:dns";
import promises from "node:dns/promises";
import { syncBuiltinESMExports } from "node:module";
import { isIP } from "node:net";
import { promisify } from "node:util";
import { type Found, fromHosts } from "./hosts.js";
import { type LookupOptions, lookupOptions } from "./lookup-options.js";
import { readText } from "./read-text.js";
import { candidates, readSearch } from "./resolv-conf.js";

/**
 * Node's own dns.lookup asks libc on a thread of libuv's pool, and those are in the process's namespaces, not in this
 * thread's: names would be looked up in the wrong network. c-ares (dns.resolve…) asks from the calling thread. So this
 * thread's dns.lookup, by which connections find their hosts, is one that reads /etc/hosts here and asks c-ares, along the
 * `search` domains of /etc/resolv.conf; it knows no other source that nsswitch.conf(5) may name.
 */
export function lookUpHere(): void {
  Object.assign(dns, { lookup });
  Object.assign(dns.promises, { lookup: lookupLater });
  Object.assign(promises, { lookup: lookupLater });
  // Node has read the servers when it has loaded node:dns: before this thread came here. A new resolver reads them anew.
  dns.setServers(new dns.Resolver().getServers());
  syncBuiltinESMExports();
}

type Callback = (error: Error | null, ...result: unknown[]) => void;

function lookup(hostname: string, ...rest: unknown[]): void {
  const callback = rest.pop() as Callback;
  if (typeof callback !== "function") throw invalidType("the callback of dns.lookup must be a function");
  const options = lookupOptions(rest[0]);
  checkHostname(hostname);
  // What a callback throws is an uncaught exception, and no promise's rejection.
  const answer: Callback = (...result) => process.nextTick(callback, ...result);
  find(hostname, options).then((found) => {
    if (options.all) answer(null, found);
    else answer(null, found[0]?.address ?? null, found[0]?.family ?? (options.family === 6 ? 6 : 4));
  }, answer);
}

async function lookupLater(hostname: string, given?: unknown): Promise<Found | readonly Found[]> {
  const options = lookupOptions(given);
  checkHostname(hostname);
  const found = await find(hostname, options);
  return options.all ? found : (found[0] ?? ({ address: null, family: options.family === 6 ? 6 : 4 } as never));
}

Object.assign(lookup, { [promisify.custom]: lookupLater });

/** @throws TypeError */
function checkHostname(hostname: unknown): void {
  if (typeof hostname !== "string" && hostname !== undefined && hostname !== null && hostname !== false) {
    throw invalidType("a host's name must be a string");
  }
}

function invalidType(message: string): TypeError {
  return Object.assign(new TypeError(message), { code: "ERR_INVALID_ARG_TYPE" });
}

async function find(hostname: string, options: LookupOptions): Promise<readonly Found[]> {
  // Node's answer for no name at all.
  if (!hostname) return [];
  const literal = isIP(hostname);
  if (literal !== 0) return [{ address: hostname, family: literal }];
  const { family } = options;
  const isWanted = (found: Found) => family === 0 || found.family === family;
  const local = fromHosts(hostname, readText("/etc/hosts")).filter(isWanted);
  if (local.length > 0) return inOrder(local, options);
  let refusal: unknown;
  for (const name of candidates(hostname, readSearch())) {
    const { found, error } = await ask(name, family);
    if (found.length > 0) return inOrder(found, options);
    refusal = error;
    // Who cannot be asked for this name is not asked for others: they might mean another host.
    if (!isUnknown(error)) break;
  }
  throw failure(hostname, refusal);
}

interface Answer {
  readonly found: readonly Found[];
  readonly error: unknown;
}

async function ask(name: string, family: 0 | 4 | 6): Promise<Answer> {
  const addresses = async (version: 4 | 6): Promise<Found[]> => {
    if (family !== 0 && family !== version) return [];
    const answers = version === 4 ? await promises.resolve4(name) : await promises.resolve6(name);
    return answers.map((address) => ({ address, family: version }));
  };
  const answers = await Promise.allSettled([addresses(4), addresses(6)]);
  const errors = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason] : []));
  return {
    found: answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : [])),
    error: errors.find((error) => !isUnknown(error)) ?? errors[0],
  };
}

/** "verbatim" is as they were found: here of DNS, which is asked for both at once, IPv4 before IPv6. */
function inOrder(found: readonly Found[], { order }: LookupOptions): readonly Found[] {
  if (order === "verbatim") return found;
  const first = order === "ipv6first" ? 6 : 4;
  return found.toSorted((a, b) => Number(b.family === first) - Number(a.family === first));
}

/** There is no such name, or it has no such address. */
function isUnknown(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOTFOUND" || error.code === "ENODATA");
}

/** In the shape of Node's own: libuv's numbers for getaddrinfo's answers. */
function failure(hostname: string, cause: unknown): Error {
  const [code, errno] = isUnknown(cause) ? ["ENOTFOUND", -3008] : ["EAI_AGAIN", -3001];
  const error = new Error(`getaddrinfo ${code} ${hostname}`, { cause });
  return Object.assign(error, { code, errno, syscall: "getaddrinfo", hostname });
}
