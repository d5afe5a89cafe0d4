import { linkMessage, nsidMessage, RTM_GETLINK, RTM_GETNSID, RTM_NEWLINKPROP } from "@netns/netlink";
import {
  AF_NETLINK,
  Fd,
  getSocketOption,
  inNamespace,
  linux,
  NETLINK_CAP_ACK,
  NETLINK_EXT_ACK,
  NETLINK_GET_STRICT_CHK,
  NETLINK_ROUTE,
  SOCK_RAW,
  SOL_NETLINK,
  type System,
  setSocketOption,
} from "@netns/syscall";
import { failingSystem } from "@netns/syscall/testing";
import { kernelTest, openDescriptors } from "@netns/testing";
import { describe, expect } from "vitest";
import { openClient } from "./client.js";
import { openEventSocket } from "./event-socket.js";
import { CREATE, Lab } from "./through-kernel/lab.js";
import { refusal } from "./through-kernel/refusal.js";
import { getNsid } from "./verbs/nsid.js";

const KERNEL = { family: AF_NETLINK, portId: 0, groups: 0 } as const;
const links = { codec: linkMessage, type: RTM_GETLINK, message: {} } as const;
const make = (protocol = NETLINK_ROUTE) => new Fd(linux.socket(AF_NETLINK, SOCK_RAW, protocol));
const options = { NETLINK_EXT_ACK, NETLINK_GET_STRICT_CHK, NETLINK_CAP_ACK };

/** A request that the kernel refuses. */
const askForNothing = (client: ReturnType<typeof openClient>) =>
  client.request({ codec: nsidMessage, type: RTM_GETNSID, message: {} });

describe("a socket that the caller made", () => {
  kernelTest("is taken over, bound or not, and closed with the client", () => {
    for (const isBound of [false, true]) {
      const made = make();
      if (isBound) linux.bind(made.fd, KERNEL);
      const fd = made.release();
      using client = openClient({ fd });
      expect(client.dump(links).entries.length).toBeGreaterThan(0);
      client.close();
      expect(() => linux.getsockname(fd)).toThrow(expect.objectContaining({ code: "EBADF" }));
    }
  });

  kernelTest("has its own namespace, wherever the thread is", () => {
    using lab = new Lab();
    lab.pair("only-there");
    using client = openClient({ fd: lab.inside(make).release() });
    for (const some of client.stream(links)) {
      expect(some).toHaveLength(3);
      // A second socket, in the first one's namespace.
      expect(client.dump(links).entries).toHaveLength(3);
    }
  });

  kernelTest("gets the options that it lacks, and loses the one that cuts refusals", () => {
    const made = make();
    setSocketOption(made.fd, "NETLINK_CAP_ACK", 1);
    using client = openClient({ fd: made.release() });
    // The place is known only from the request that is echoed.
    expect(() => getNsid(client, { nsid: 99 })).toThrow("RTM_GETNSID: ENOENT at nsid.nsid");
    expect(refusal(() => askForNothing(client)).extack.message).toBe("Peer netns reference is missing");
  });

  kernelTest("may be subscribed to events: they are not taken for answers", () => {
    using lab = new Lab();
    const made = lab.inside(make);
    linux.bind(made.fd, { ...KERNEL, groups: 1 });
    using client = openClient({ fd: made.release() });
    const index = lab.pair("a");
    expect(client.request({ ...links, message: { header: { index } } })).toHaveLength(1);
    lab.deleteLink(index);
    expect(client.dump(links).entries).toHaveLength(1);
  });

  kernelTest("and is of another kind, or comes with a namespace, is refused and closed", () => {
    for (const [fd, also] of [
      [make(16).release(), {}],
      [linux.socket(2, 2, 0), {}],
      [make().release(), { namespace: "/proc/self/ns/net" }],
    ] as const) {
      expect(() => openClient({ fd, ...also })).toThrow(TypeError);
      expect(() => linux.getsockname(fd)).toThrow(expect.objectContaining({ code: "EBADF" }));
    }
    expect(() => openClient({ fd: 4_000_000 })).toThrow(expect.objectContaining({ code: "EBADF" }));
  });
});

kernelTest("options are what they should be", () => {
  using plain = make();
  for (const isGiven of [true, false]) {
    let fd = -1;
    const socket: System["socket"] = (...args) => {
      fd = linux.socket(...args);
      return fd;
    };
    if (isGiven) fd = make().release();
    using _ = openClient(isGiven ? { fd } : { system: { ...linux, socket } });
    const on = (name: number) => new Uint32Array(linux.getsockopt(fd, SOL_NETLINK, name, 4).slice().buffer)[0];
    expect(Object.values(options).map(on)).toEqual([1, 1, 0]);
    // Only events may have to wait.
    expect(getSocketOption(fd, "SO_RCVBUF")).toBe(getSocketOption(plain.fd, "SO_RCVBUF"));
  }
});

kernelTest.for(Object.keys(options))("a kernel without %s is no failure; any other refusal of it is", (name) => {
  const nth = Object.keys(options).indexOf(name);
  const failing = (errno: string) => failingSystem({ call: "setsockopt", nth, errno }).system;
  using client = openClient({ fd: make().release(), system: failing("ENOPROTOOPT") });
  expect(client.dump(links).entries.length).toBeGreaterThan(0);
  const { code, extack } = refusal(() => askForNothing(client));
  expect([code, extack.message]).toEqual([
    "EINVAL",
    name === "NETLINK_EXT_ACK" ? undefined : "Peer netns reference is missing",
  ]);
  const fd = make().release();
  expect(() => openClient({ fd, system: failing("EPERM") })).toThrow(
    expect.objectContaining({ code: "EPERM", syscall: "setsockopt" }),
  );
  expect(() => linux.getsockname(fd)).toThrow(expect.objectContaining({ code: "EBADF" }));
});

kernelTest("a link of more than 32 KiB arrives whole: alone, in a batch, in a dump and as a stream", () => {
  using lab = new Lab();
  const names = new Map<string, string[]>();
  for (const [nth, ifname] of ["a", "b"].entries()) {
    const index = lab.createLink({ ifname, linkinfo: { kind: "veth" } });
    const altIfname = Array.from({ length: 300 }, (_, i) => `${ifname}${i}`.padEnd(127 - nth, "x"));
    names.set(ifname, altIfname);
    for (let i = 0; i < altIfname.length; i += 100) {
      const some = altIfname.slice(i, i + 100);
      lab.send(
        linkMessage,
        RTM_NEWLINKPROP,
        { header: { index }, attributes: { propList: { altIfname: some } } },
        CREATE,
      );
    }
  }
  const isWhole = (link: ReturnType<typeof linkMessage.decode> | undefined) =>
    expect(link?.attributes.propList?.altIfname).toEqual(names.get(link?.attributes.ifname ?? ""));
  const one = (ifname: string) => ({ ...links, message: { attributes: { ifname } } });
  // A client each: none has found out before how much room it takes.
  using alone = openClient({ namespace: lab.namespace });
  for (const ifname of ["a", "b"]) isWhole(alone.request(one(ifname))[0]);
  using several = openClient({ namespace: lab.namespace });
  for (const { replies } of several.batch([one("a"), one("b")])) isWhole(replies[0]);
  using dumping = openClient({ namespace: lab.namespace });
  const isAltNamed = ({ attributes }: ReturnType<typeof linkMessage.decode>) => names.has(attributes.ifname ?? "");
  const dumped = dumping.dump(links).entries.filter(isAltNamed);
  expect(dumped).toHaveLength(2);
  dumped.forEach(isWhole);
  using streaming = openClient({ namespace: lab.namespace });
  const streamed = [...streaming.stream(links)].flat().filter(isAltNamed);
  expect(streamed).toHaveLength(2);
  streamed.forEach(isWhole);
});

kernelTest("opened and closed a thousand times, nothing is left open", () => {
  using lab = new Lab();
  const before = openDescriptors();
  for (let i = 0; i < 1000; i++) {
    const client = openClient(i % 2 === 0 ? {} : { namespace: lab.namespace });
    const stream = client.stream(links);
    stream.next();
    // On a second socket.
    getNsid(client, { pid: process.pid });
    const events = inNamespace(lab.namespace, () => openEventSocket({ groups: [1] }));
    // In either order.
    if (i % 3 === 0) stream.return({ consistent: false });
    client.close();
    events.close();
  }
  expect(openDescriptors()).toEqual(before);
});
