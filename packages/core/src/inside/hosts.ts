import { isIP } from "node:net";

/** As dns.lookup has it. */
export interface Found {
  readonly address: string;
  readonly family: number;
}

/** The addresses of a host by the text of hosts(5): an address and its names in each line. */
export function fromHosts(hostname: string, text: string): Found[] {
  const name = hostname.toLowerCase().replace(/\.$/, "");
  const found = text.split("\n").flatMap((line) => {
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
