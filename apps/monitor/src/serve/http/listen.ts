import { lstatSync, statSync, unlinkSync } from "node:fs";
import type { Server } from "node:http";
import { type AddressInfo, createConnection } from "node:net";
import { dirname } from "node:path";
import { ServeError } from "../errors.js";
import { inUrl, type ListenAddress } from "./address.js";

/**
 * Listens, and says where: with the port that was chosen. A service manager may pass the socket instead
 * (sd_listen_fds(3)).
 *
 * @throws ServeError
 */
export async function listen(server: Server, address: ListenAddress): Promise<ListenAddress> {
  const passed = passedDescriptor(process.env, process.pid);
  if (passed !== undefined) {
    await start(server, { fd: passed }, "the socket that was passed");
    return actualAddress(server);
  }
  if (address.kind === "tcp") {
    const { host, port } = address;
    await start(server, { host, port }, `${inUrl(host)}:${port}`);
    return actualAddress(server);
  }
  try {
    await removeStale(address.path);
    checkDirectory(address.path);
  } catch (error) {
    throw error instanceof ServeError ? error : refusal(address.path, error as NodeJS.ErrnoException);
  }
  await privately(() => start(server, { path: address.path }, address.path));
  return address;
}

/** As people write it. */
export function shownAddress(address: ListenAddress): string {
  if (address.kind === "tcp") return `http://${inUrl(address.host)}:${address.port}/`;
  return address.path === "" ? "a unix socket that was passed" : `unix:${address.path}`;
}

const FIRST_PASSED = 3;

/** @throws ServeError when there are several. */
export function passedDescriptor(env: Readonly<Record<string, string | undefined>>, pid: number): number | undefined {
  if (env["LISTEN_PID"] !== String(pid) || env["LISTEN_FDS"] === undefined) return undefined;
  if (env["LISTEN_FDS"] !== "1") throw new ServeError(`one socket can be served, and ${env["LISTEN_FDS"]} were passed`);
  return FIRST_PASSED;
}

type Where = { readonly fd: number } | { readonly path: string } | { readonly host: string; readonly port: number };

function start(server: Server, where: Where, shown: string): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const fail = (cause: NodeJS.ErrnoException) => {
      reject(refusal(shown, cause));
    };
    server.once("error", fail);
    server.listen(where, () => {
      server.off("error", fail);
      resolve();
    });
  });
}

function refusal(shown: string, cause: NodeJS.ErrnoException): ServeError {
  return new ServeError(`cannot listen on ${shown}: ${sentence(cause)}`, { cause });
}

function sentence({ code, message }: NodeJS.ErrnoException): string {
  if (code === "EADDRINUSE") return "somebody else does";
  if (code === "EADDRNOTAVAIL") return "this machine has no such address";
  if (code === "EACCES") return "that is not allowed";
  return message;
}

function actualAddress(server: Server): ListenAddress {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") return { kind: "unix", path: "" };
  return { kind: "tcp", host: address.address, port: address.port };
}

/** What is made in the call, as a socket is, is nobody else's from the beginning. */
function privately<T>(make: () => T): T {
  const mask = process.umask(0o177);
  try {
    return make();
  } finally {
    process.umask(mask);
  }
}

/** To Node a directory that is missing is one that it may not write to (libuv's uv_pipe_bind()). */
function checkDirectory(path: string): void {
  const directory = dirname(path);
  const status = statSync(directory, { throwIfNoEntry: false });
  if (status === undefined) throw new ServeError(`cannot listen on ${path}: there is no directory ${directory}`);
}

/** A socket whose server was killed stays, and keeps the next one from listening. */
async function removeStale(path: string): Promise<void> {
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (status === undefined) return;
  if (!status.isSocket()) throw new ServeError(`${path} is there, and is no socket`);
  if (await isServed(path)) throw new ServeError(`cannot listen on ${path}: somebody else does`);
  unlinkSync(path);
}

function isServed(path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const connection = createConnection(path, () => {
      connection.destroy();
      resolve(true);
    });
    connection.on("error", (cause: NodeJS.ErrnoException) => {
      if (cause.code === "ECONNREFUSED" || cause.code === "ENOENT") resolve(false);
      else reject(new ServeError(`${path} is there, and cannot be looked at: ${cause.message}`, { cause }));
    });
  });
}
