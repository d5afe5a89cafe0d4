import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { EventReader } from "../../fixtures/event-reader.js";
import { Monitor, monitorPath, until, withMonitor } from "../../fixtures/monitor.js";
import { askUnix, bringUpLoopback, type Served, withServed } from "../../fixtures/served.js";

async function listening(monitor: Monitor): Promise<string> {
  await until("it listens", () => monitor.lines.length > 0);
  return monitor.lines[0] ?? "";
}

/** What it says when it cannot serve. */
async function complaint(runDir: string, where: string, prefix: readonly string[] = []): Promise<string> {
  const monitor = new Monitor(runDir, ["serve", "--listen", where], true, prefix);
  expect(await monitor.ended()).toEqual({ code: 1, signal: null });
  return monitor.errors;
}

kernelTest("on loopback it is called by the names of that", async ({ runDir }) => {
  await withServed(runDir, [], async (served: Served) => {
    expect(await served.ask("/api/v1/openapi.json", { host: `[::1]:${served.port}` })).toMatchObject({ status: 200 });
  });
});

kernelTest("a unix socket is its owner's alone, and goes with the server", async ({ runDir, scratch }) => {
  const path = `${scratch}/socket`;
  const monitor = new Monitor(runDir, ["serve", "--listen", `unix:${path}`]);
  expect(await listening(monitor)).toBe(`listening on unix:${path}`);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(await askUnix(path, "/api/v1/openapi.json")).toMatchObject({ status: 200 });
  expect(await askUnix(path, "/api/v1/openapi.json", { host: "evil.example" })).toMatchObject({ status: 421 });
  // Another one does not take it away.
  expect(await complaint(runDir, `unix:${path}`)).toBe(`netns-monitor: cannot listen on ${path}: somebody else does\n`);
  expect(await askUnix(path, "/api/v1/openapi.json")).toMatchObject({ status: 200 });
  monitor.child.kill("SIGTERM");
  expect(await monitor.ended()).toEqual({ code: null, signal: "SIGTERM" });
  expect(existsSync(path)).toBe(false);
});

kernelTest("the socket of a server that was killed is replaced, and nothing else is", async ({ runDir, scratch }) => {
  const path = `${scratch}/socket`;
  const args = ["serve", "--listen", `unix:${path}`];
  await withMonitor(runDir, args, async (monitor) => {
    await listening(monitor);
  });
  expect(existsSync(path)).toBe(true);
  await withMonitor(runDir, args, async (monitor) => {
    await listening(monitor);
    expect(await askUnix(path, "/api/v1/openapi.json")).toMatchObject({ status: 200 });
  });
  writeFileSync(`${scratch}/file`, "mine");
  expect(await complaint(runDir, `unix:${scratch}/file`)).toContain("is there, and is no socket");
  expect(await complaint(runDir, `unix:${scratch}/nosuch/socket`)).toBe(
    `netns-monitor: cannot listen on ${scratch}/nosuch/socket: there is no directory ${scratch}/nosuch\n`,
  );
});

kernelTest("where it may not look is no place for a socket, and that is said", async ({ runDir, scratch }) => {
  mkdirSync(`${scratch}/closed`, { mode: 0 });
  const path = `${scratch}/closed/socket`;
  expect(await complaint(runDir, `unix:${path}`, ["setpriv", "--bounding-set=-all", "--inh-caps=-all"])).toBe(
    `netns-monitor: cannot listen on ${path}: that is not allowed\n`,
  );
});

kernelTest("a port that somebody has is not taken, and that is said", async ({ runDir }) => {
  await withServed(runDir, [], async (served) => {
    expect(await complaint(runDir, served.host)).toBe(
      `netns-monitor: cannot listen on ${served.host}: somebody else does\n`,
    );
    expect(await complaint(runDir, "127.0.0.1:1", ["setpriv", "--bounding-set=-all", "--inh-caps=-all"])).toBe(
      "netns-monitor: cannot listen on 127.0.0.1:1: that is not allowed\n",
    );
  });
});

kernelTest("where others can reach it, it does not listen, and what to add is said", async ({ runDir }) => {
  const monitor = new Monitor(runDir, ["serve", "--listen", "0.0.0.0:0"]);
  expect(await monitor.ended()).toEqual({ code: 2, signal: null });
  expect(monitor.errors).toMatch(
    /^others than this machine .* add --allow-remote and --token-file FILE, or .*\nUsage: /,
  );
  expect(monitor.lines).toEqual([]);
});

for (const signal of ["SIGHUP", "SIGINT", "SIGTERM"] as const) {
  kernelTest(`${signal} ends it, and what clients read`, async ({ runDir, scratch }) => {
    const path = `${scratch}/socket`;
    const monitor = new Monitor(runDir, ["serve", "--listen", `unix:${path}`]);
    await listening(monitor);
    const reader = await EventReader.open(path);
    const events: string[] = [];
    const read = reader.all(({ event }) => events.push(event));
    await until("it is told all", () => events.includes("ready"));
    // One that has connected and says nothing, and one that does not read.
    const stalled = await EventReader.open(path);
    monitor.child.kill(signal);
    expect(await monitor.ended()).toEqual({ code: null, signal });
    await read;
    await stalled.all(() => {});
    expect(monitor.errors).toBe("");
  });
}

kernelTest("SIGUSR1 says what it holds, and no debugger", async ({ runDir, scratch }) => {
  await withMonitor(runDir, ["serve", "--listen", `unix:${scratch}/socket`], async (monitor) => {
    await listening(monitor);
    monitor.child.kill("SIGUSR1");
    await until("it says so", () => monitor.errors.endsWith("\n"));
    expect(monitor.errors).toMatch(/^statistics names 0 .*\n$/);
  });
});

/** Runs it with a socket that somebody else has opened, as systemd does (sd_listen_fds(3)). */
async function withPassed(
  runDir: string,
  server: Server,
  args: readonly string[],
  work: (line: string) => Promise<void>,
): Promise<{ readonly code: unknown; readonly errors: string }> {
  // Not of Node's documented interface.
  const handle = (server as unknown as { readonly _handle: { readonly fd: number } })._handle;
  const script = 'LISTEN_FDS=1 LISTEN_PID=$$ exec "$@"';
  const child = spawn("sh", ["-c", script, "sh", process.execPath, monitorPath, "serve", ...args], {
    env: { ...process.env, NETNS_RUN_DIR: runDir },
    stdio: ["ignore", "pipe", "pipe", handle.fd],
  });
  const ended = once(child, "close");
  const text = { out: "", errors: "" };
  child.stdout?.on("data", (chunk) => {
    text.out += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    text.errors += chunk;
  });
  await until("it listens or ends", () => text.out.endsWith("\n") || child.exitCode !== null);
  // From here on all connections go to it. The path of a unix socket would go with the server.
  const path = typeof server.address() === "string" ? String(server.address()) : undefined;
  if (path !== undefined) renameSync(path, `${path}.kept`);
  server.close();
  if (path !== undefined) renameSync(`${path}.kept`, path);
  if (child.exitCode === null) await work(text.out.trimEnd());
  child.kill("SIGTERM");
  const [code] = await ended;
  return { code, errors: text.errors };
}

kernelTest("a socket that was passed is served in place of the option's", async ({ runDir, scratch }) => {
  bringUpLoopback();
  const loopback = createServer().listen(0, "127.0.0.1");
  await once(loopback, "listening");
  const { port } = loopback.address() as AddressInfo;
  const args = ["--listen", `unix:${scratch}/unused`];
  const ended = await withPassed(runDir, loopback, args, async (line) => {
    expect(line).toBe(`listening on http://127.0.0.1:${port}/`);
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/openapi.json`, { headers: { connection: "close" } });
    expect(await response.json()).toMatchObject({ info: { title: "netns-monitor" } });
    expect(existsSync(`${scratch}/unused`)).toBe(false);
  });
  expect(ended).toEqual({ code: null, errors: "" });
});

kernelTest("so is a unix socket, which stays when the server ends", async ({ runDir, scratch }) => {
  const path = `${scratch}/socket`;
  const server = createServer().listen(path);
  await once(server, "listening");
  const ended = await withPassed(runDir, server, [], async (line) => {
    expect(line).toBe("listening on a unix socket that was passed");
    expect(await askUnix(path, "/api/v1/openapi.json")).toMatchObject({ status: 200 });
  });
  expect(ended).toEqual({ code: null, errors: "" });
});

kernelTest("one that others can reach takes what the option takes", async ({ runDir }) => {
  bringUpLoopback();
  const everywhere = createServer().listen(0, "0.0.0.0");
  await once(everywhere, "listening");
  const refused = await withPassed(runDir, everywhere, [], async () => {});
  expect(refused).toMatchObject({
    code: 1,
    errors: expect.stringContaining("add --allow-remote and --token-file FILE"),
  });
});

/** Tells of each package that is loaded for serving. */
const hook = `
  const Module = require("node:module");
  const load = Module._load;
  Module._load = function (name, ...rest) {
    if (/^(fastify|prom-client)$/.test(name)) console.error("loads " + name);
    return load.call(this, name, ...rest);
  };
`;

kernelTest("plain lines load nothing of what it takes to serve", async ({ runDir, scratch }) => {
  writeFileSync(`${scratch}/hook.cjs`, hook);
  const prefix = ["env", `NODE_OPTIONS=--require=${scratch}/hook.cjs`];
  const monitors: Monitor[] = [];
  const look = async (monitor: Monitor) => {
    monitors.push(monitor);
    await until("it runs", () => monitor.lines.length > 0);
  };
  await withMonitor(runDir, ["--json"], look, prefix);
  await withMonitor(runDir, ["serve", "--listen", `unix:${scratch}/socket`], look, prefix);
  // Read to their ends by now.
  expect(monitors.map(({ errors }) => errors)).toEqual(["", "loads fastify\nloads prom-client\n"]);
});
