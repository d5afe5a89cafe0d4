import type { parseArgs } from "node:util";
import { isLoopback, type ListenAddress, parseListenAddress } from "./http/address.js";

/** How to serve, whatever is watched. */
export interface ServeOptions {
  readonly listen: ListenAddress;
  /** Whether others than this machine's own processes may reach it. */
  readonly allowRemote: boolean;
  readonly tokenFile: string | undefined;
  /** Names that the server is called by besides those that follow from where it listens: `NAME` or `NAME:PORT`. */
  readonly hosts: readonly string[];
  /** Bytes of batches that clients can go on from, and that the slowest may be behind. */
  readonly history: number;
  /** Milliseconds for a whole request to arrive. */
  readonly requestTimeout: number;
  /** Milliseconds between signs of life to clients. */
  readonly heartbeat: number;
}

/** The options of `serve` alone, for parseArgs(). */
export const serveOptions = {
  listen: { type: "string", multiple: true },
  "allow-remote": { type: "boolean" },
  "token-file": { type: "string" },
  host: { type: "string", multiple: true },
  history: { type: "string" },
  "request-timeout": { type: "string" },
  heartbeat: { type: "string" },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof serveOptions }>>["values"];

const DEFAULT_LISTEN = "127.0.0.1:7788";
const DEFAULT_HISTORY = 4 * 1024 * 1024;

/** @throws Error with a sentence */
export function serveOptionsOf(values: Values): ServeOptions {
  const [where = DEFAULT_LISTEN, ...others] = values.listen ?? [];
  if (others.length > 0) throw new Error("--listen can be given once: one place is served");
  const listen = parseListenAddress(where);
  const allowRemote = values["allow-remote"] ?? false;
  const tokenFile = values["token-file"];
  if (listen.kind === "tcp") checkReach(listen.host, allowRemote, tokenFile !== undefined);
  return {
    listen,
    allowRemote,
    tokenFile,
    hosts: (values.host ?? []).map(checkHost),
    history: integer("history", values.history, DEFAULT_HISTORY, 65_536, 1024 ** 3),
    requestTimeout: 1000 * integer("request-timeout", values["request-timeout"], 30, 1, 3600),
    heartbeat: 1000 * integer("heartbeat", values.heartbeat, 15, 1, 3600),
  };
}

/**
 * What is watched tells much of a machine: only who was asked for it shows that to others.
 *
 * @throws Error with a sentence that says what to add
 */
export function checkReach(host: string, allowRemote: boolean, hasToken: boolean): void {
  if (isLoopback(host)) return;
  const missing = [...(allowRemote ? [] : ["--allow-remote"]), ...(hasToken ? [] : ["--token-file FILE"])];
  if (missing.length === 0) return;
  throw new Error(
    `others than this machine can reach ${host}, and would see its namespaces, addresses and processes: ` +
      `add ${missing.join(" and ")}, or listen on 127.0.0.1, [::1] or unix:PATH`,
  );
}

function checkHost(text: string): string {
  if (/^([a-z0-9_.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/i.test(text)) return text.toLowerCase();
  throw new Error(`"${text}" is no name of a host: NAME or NAME:PORT, as in the URL that people use`);
}

function integer(name: string, text: string | undefined, otherwise: number, least: number, most: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (/^\d{1,10}$/.test(text) && value >= least && value <= most) return value;
  throw new Error(`--${name} "${text}" is not between ${least} and ${most}`);
}
