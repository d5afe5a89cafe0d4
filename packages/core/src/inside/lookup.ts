import dns from "node:dns";
import promises from "node:dns/promises";
import { readFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { isIP } from "node:net";

/**
 * Node's own dns.lookup asks libc on a thread of libuv's pool, and those are in the process's namespaces, not in this
 * thread's: names would be looked up in the wrong network. c-ares (dns.resolve…) asks from the calling thread. So this
 * thread's dns.lookup, by which connections find their hosts, is one that reads /etc/hosts here and asks c-ares; it knows
 * no other source that nsswitch.conf(5) may name.
 */
export function lookUpHere(): void {
  const lookup = (hostname: string, ...rest: unknown[]) => {
    const callback = rest.pop() as (error: Error | null, ...result: unknown[]) => void;
    const options = optionsOf(rest[0]);
    find(hostname, options).then(
      (found) => {
        if (options.all) callback(null, found);
        else callback(null, found[0]?.address, found[0]?.family);
      },
      (error: Error) => callback(error),
    );
  };
  const lookupLater = async (hostname: string, given?: unknown) => {
    const options = optionsOf(given);
    const found = await find(hostname, options);
    return options.all ? found : found[0];
  };
  Object.assign(dns, { lookup });
  Object.assign(dns.promises, { lookup: lookupLater });
  Object.assign(promises, { lookup: lookupLater });
  syncBuiltinESMExports();
}

interface Options {
  readonly family: 0 | 4 | 6;
  readonly all: boolean;
}

function optionsOf(given: unknown): Options {
  const options = typeof given === "number" ? { family: given } : ((given ?? {}) as dns.LookupOptions);
  const { family = 0 } = options;
  const version = family === "IPv4" ? 4 : family === "IPv6" ? 6 : family;
  if (version !== 0 && version !== 4 && version !== 6) throw new TypeError(`no family of addresses: ${family}`);
  return { family: version, all: options.all === true };
}

async function find(hostname: string, { family }: Options): Promise<dns.LookupAddress[]> {
  const literal = isIP(hostname);
  if (literal !== 0) return [{ address: hostname, family: literal }];
  const wanted = (version: 4 | 6) => family === 0 || family === version;
  const local = fromHosts(hostname).filter((entry) => wanted(entry.family as 4 | 6));
  if (local.length > 0) return local;
  const ask = async (version: 4 | 6): Promise<dns.LookupAddress[]> => {
    if (!wanted(version)) return [];
    const addresses = version === 4 ? await promises.resolve4(hostname) : await promises.resolve6(hostname);
    return addresses.map((address) => ({ address, family: version }));
  };
  const answers = await Promise.allSettled([ask(4), ask(6)]);
  const found = answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
  if (found.length > 0) return found;
  const refused = answers.find((answer) => answer.status === "rejected");
  throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`, { cause: refused?.reason }), {
    code: "ENOTFOUND",
    errno: -3008,
    syscall: "getaddrinfo",
    hostname,
  });
}

/** hosts(5): an address and its names in each line. Always read anew: it is the overlay's, and may change. */
function fromHosts(hostname: string): dns.LookupAddress[] {
  const name = hostname.toLowerCase();
  const found = readHosts().flatMap((line) => {
    const [address = "", ...names] = line.replace(/#.*/, "").trim().toLowerCase().split(/\s+/);
    const family = isIP(address);
    return family !== 0 && names.includes(name) ? [{ address, family }] : [];
  });
  // RFC 6761: it is the loopback, whether or not the file has it.
  if (found.length > 0 || (name !== "localhost" && !name.endsWith(".localhost"))) return found;
  return [
    { address: "127.0.0.1", family: 4 },
    { address: "::1", family: 6 },
  ];
}

function readHosts(): string[] {
  try {
    return readFileSync("/etc/hosts", "utf8").split("\n");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
