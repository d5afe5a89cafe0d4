import type { IncomingMessage } from "node:http";
import { inUrl, type ListenAddress } from "./address.js";

/** Why a request is not answered. */
export interface Refusal {
  readonly status: number;
  readonly error: string;
}

/**
 * Whether a request may be answered, by its first line and its headers. A page from elsewhere can make a browser ask a
 * server on its own machine; that its host's name leads here then (DNS rebinding) is seen by Host.
 */
export class Guard {
  readonly #hosts: ReadonlySet<string>;
  readonly #names: ReadonlySet<string>;
  readonly #isUnix: boolean;

  /** @param hosts `NAME` with whatever port, or `NAME:PORT`. */
  constructor(listen: ListenAddress, hosts: readonly string[]) {
    this.#isUnix = listen.kind === "unix";
    const local = ["localhost", "127.0.0.1", "[::1]"];
    // No browser reaches a unix socket but through a proxy, whose port is its own.
    const own = listen.kind === "unix" ? local : [inUrl(listen.host), ...local].map((name) => `${name}:${listen.port}`);
    const all = [...own, ...hosts].map((host) => host.toLowerCase());
    this.#hosts = new Set(all.filter((host) => /:\d+$/.test(host)));
    this.#names = new Set(all.filter((host) => !/:\d+$/.test(host)));
  }

  /** Undefined: it may be answered. */
  refusal(request: IncomingMessage): Refusal | undefined {
    const { method = "", url = "", headers } = request;
    if (method !== "GET" && method !== "HEAD") return { status: 405, error: "only GET and HEAD are answered" };
    if (!url.startsWith("/")) return { status: 400, error: "only paths are answered" };
    // RFC 9112, 3.2: who else reads the request, a proxy, might go by the other one.
    if ((request.headersDistinct["host"]?.length ?? 0) > 1)
      return { status: 400, error: "there is more than one Host" };
    if (!this.#isHost(headers.host, request)) {
      return { status: 421, error: "the server is not called by this Host: --host NAME adds one" };
    }
    if (headers.origin !== undefined && !this.#isOrigin(headers.origin, request)) {
      return { status: 403, error: "this Origin may not ask: --host NAME adds one" };
    }
    if (isFromAnotherSite(request)) return { status: 403, error: "another site's page may not ask" };
    return undefined;
  }

  #isOrigin(origin: string, request: IncomingMessage): boolean {
    return this.#isHost(/^https?:\/\/(.*)$/i.exec(origin)?.[1], request);
  }

  #isHost(text: string | undefined, { socket }: IncomingMessage): boolean {
    if (text === undefined) return false;
    const { name, ports } = partsOf(text.toLowerCase());
    if (this.#names.has(name) || ports.some((port) => this.#hosts.has(`${name}:${port}`))) return true;
    // An address is no name that somebody could have made to lead here; where all are listened on, this is one of them.
    return (
      !this.#isUnix && name === inUrl(plainAddress(socket.localAddress)) && ports.includes(String(socket.localPort))
    );
  }
}

/** Without a port it is HTTP's, or that of a proxy with TLS. */
function partsOf(host: string): { readonly name: string; readonly ports: readonly string[] } {
  const { name = "", port } = /^(?<name>.*?)(?::(?<port>\d*))?$/.exec(host)?.groups ?? {};
  return { name, ports: port === undefined ? ["80", "443"] : [port] };
}

/** An IPv4 address where it was listened for both. */
function plainAddress(address = ""): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}

/** Fetch Metadata, which browsers send. That somebody follows a link to here is no harm; a frame is somebody else's page. */
function isFromAnotherSite({ headers }: IncomingMessage): boolean {
  const { "sec-fetch-site": site, "sec-fetch-mode": mode, "sec-fetch-dest": destination = "document" } = headers;
  const isFollowed = mode === "navigate" && destination === "document";
  return (site === "cross-site" || site === "same-site") && !isFollowed;
}
