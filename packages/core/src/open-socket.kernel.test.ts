import { once } from "node:events";
import { readlinkSync, writeFileSync } from "node:fs";
import { connect, createServer, Socket } from "node:net";
import { AF_INET, AF_UNIX, Fd, linux, SOCK_NONBLOCK, SOCK_RAW, SOCK_STREAM } from "@netns/syscall";
import { failingSystem, faultSweep } from "@netns/syscall/testing";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { createNamespace } from "./create.js";
import { openSocket } from "./open-socket.js";

kernelTest("a listener and a client that this process could not reach otherwise", async ({ paths }) => {
  using blue = createNamespace("blue", { ...paths, loopbackUp: true });
  using listening = openSocket("blue", AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0, paths);
  linux.bind(listening.fd, { family: AF_INET, address: "127.0.0.1", port: 8080 });
  linux.listen(listening.fd, 16);
  const server = createServer((socket) => socket.end("from inside")).listen({ fd: listening.release() });
  await once(server, "listening");
  try {
    using calling = openSocket(blue, AF_INET, SOCK_STREAM | SOCK_NONBLOCK);
    expect(() => linux.connect(calling.fd, { family: AF_INET, address: "127.0.0.1", port: 8080 })).toThrow(
      "EINPROGRESS",
    );
    const socket = new Socket({ fd: calling.release() });
    let text = "";
    for await (const chunk of socket.setEncoding("utf8")) text += chunk;
    expect(text).toBe("from inside");
    // Outside nobody listens.
    const outside = connect(8080, "127.0.0.1");
    await expect(once(outside, "connect")).rejects.toThrow(/ECONNREFUSED|ENETUNREACH/);
  } finally {
    server.close();
    await once(server, "close");
  }
});

kernelTest("the socket is the namespace's, and this thread is where it was", ({ paths }) => {
  using blue = createNamespace("blue", paths);
  const home = readlinkSync("/proc/thread-self/ns/net");
  using socket = openSocket({ path: `${paths.runDir}/blue` }, AF_UNIX, SOCK_STREAM);
  using namespace = new Fd(linux.siocgskns(socket.fd), linux);
  expect(linux.fs.fstatSync(namespace.fd, { bigint: true }).ino).toBe(blue.inode);
  expect(readlinkSync("/proc/thread-self/ns/net")).toBe(home);
});

kernelTest("what fails says where", ({ paths, scratch }) => {
  createNamespace("blue", paths).close();
  const open =
    (source: Parameters<typeof openSocket>[0], type = SOCK_STREAM, options = {}) =>
    () =>
      openSocket(source, AF_INET, type, 0, { ...paths, ...options });
  const failure = (step: string, code: string) => expect.objectContaining({ name: "NamespaceError", step, code });
  expect(open("nosuch")).toThrow(failure("open", "ENOENT"));
  writeFileSync(`${scratch}/file`, "");
  expect(open({ path: `${scratch}/file` })).toThrow(failure("enter", "EINVAL"));
  expect(open("blue", 99)).toThrow(failure("socket", "EINVAL"));
  expect(open("blue", SOCK_RAW)).toThrow(failure("socket", "EPROTONOSUPPORT"));
  expect(
    open("blue", SOCK_STREAM, { system: failingSystem({ call: "setns", nth: 0, errno: "EPERM" }).system }),
  ).toThrow(failure("enter", "EPERM"));
  expect(() => openSocket({} as never, AF_INET, SOCK_STREAM)).toThrow(TypeError);
});

kernelTest("whichever call fails, nothing is left open", async ({ paths }) => {
  createNamespace("blue", paths).close();
  const home = readlinkSync("/proc/thread-self/ns/net");
  await faultSweep((system) => openSocket("blue", AF_INET, SOCK_STREAM, 0, { ...paths, system }).close(), {
    verify: () => expect(readlinkSync("/proc/thread-self/ns/net")).toBe(home),
  });
});
