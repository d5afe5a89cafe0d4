import { isIP } from "node:net";

/** Where to listen. */
export type ListenAddress =
  | { readonly kind: "tcp"; readonly host: string; readonly port: number }
  | { readonly kind: "unix"; readonly path: string };

/**
 * `HOST:PORT`, `[IPV6]:PORT` or `unix:PATH`; port 0: one that is free.
 *
 * @throws Error with a sentence
 */
export function parseListenAddress(text: string): ListenAddress {
  if (text.startsWith("unix:")) return unixAddress(text.slice("unix:".length));
  const found = /^(?:\[(?<ipv6>[^\]]*)\]|(?<host>[^:[\]]+)):(?<port>[^:]*)$/.exec(text)?.groups;
  if (found === undefined) {
    throw new Error(`"${text}" is no place to listen: HOST:PORT, [IPV6]:PORT or unix:PATH, like 127.0.0.1:7788`);
  }
  const { ipv6, host = ipv6 ?? "", port = "" } = found;
  if (ipv6 !== undefined && isIP(ipv6) !== 6) throw new Error(`"${ipv6}" is no IPv6 address`);
  return { kind: "tcp", host, port: portOf(port) };
}

/** Bytes: sun_path without the zero at its end, unix(7). */
const LONGEST_PATH = 107;

function unixAddress(path: string): ListenAddress {
  if (path === "" || path.includes("\0"))
    throw new Error("unix: wants the path of a socket, like unix:/run/monitor.sock");
  if (Buffer.byteLength(path) > LONGEST_PATH) {
    throw new Error(`a socket's path has no more than ${LONGEST_PATH} bytes: ${path}`);
  }
  return { kind: "unix", path };
}

function portOf(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new Error(`"${text}" is no port: 0 to 65535`);
  return Number(text);
}

/** Whether only this machine's own processes reach it. A name does not count: who knows where it leads tomorrow. */
export function isLoopback(host: string): boolean {
  if (host === "localhost" || host === "::1") return true;
  return /^(::ffff:)?127\./i.test(host) && isIP(host) !== 0;
}

/** As it stands in a URL and in a Host header: an IPv6 address in brackets. */
export function inUrl(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host;
}
