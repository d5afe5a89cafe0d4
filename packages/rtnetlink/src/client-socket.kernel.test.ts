import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  linkMessage,
  NLM_F_ACK,
  NLM_F_CREATE,
  NLM_F_EXCL,
  nsidMessage,
  RTM_DELLINK,
  RTM_GETLINK,
  RTM_GETNSID,
  RTM_GETROUTE,
  RTM_NEWLINK,
  RTM_NEWROUTE,
  routeMessage,
} from "@netns/netlink";
import { AF_NETLINK, Fd, getSocketOption, linux, NETLINK_ROUTE, SOCK_RAW } from "@netns/syscall";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { openClient } from "./client.js";
import { DumpInterruptedError } from "./errors.js";
import { NetlinkSocket } from "./socket.js";
import { Lab } from "./through-kernel/lab.js";
import { getNsid } from "./verbs/nsid.js";

/** Another process, in this one's namespaces, that says something when it has begun; ended with the test. */
async function meanwhile(program: string, work: () => void): Promise<void> {
  const child: ChildProcess = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    if (child.stdout !== null) await once(child.stdout, "data");
    work();
  } finally {
    child.kill("SIGKILL");
    await once(child, "close");
  }
}

const CREATE = NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL;
const links = { codec: linkMessage, type: RTM_GETLINK, message: {} } as const;

kernelTest("what another process sends to our port is dropped and counted, replies and events", async () => {
  using client = openClient();
  using events = new NetlinkSocket({ groups: [1] });
  const portIds = [events.portId, findPortId(client)];
  await meanwhile(
    `import { encodeFrame, nsidMessage } from "@netns/netlink";
     import { linux } from "@netns/syscall";
     const fd = linux.socket(16, 3, 0);
     const payload = nsidMessage.encode({ attributes: { nsid: 666 } });
     for (const portId of ${JSON.stringify(portIds)})
       for (let sequence = 0; sequence < 20; sequence++)
         linux.sendto(fd, encodeFrame({ type: 88, flags: 0, sequence, portId }, payload), 0, { family: 16, portId, groups: 0 });
     console.log("sent");
     setInterval(() => {}, 1000);`,
    () => {
      expect(getNsid(client, { pid: process.pid }).nsid).toBeUndefined();
      expect(client.dropped).toBe(20);
      expect(events.receive()).toBeUndefined();
      expect(events.dropped).toBe(20);
    },
  );
});

/** A client does not show its port id: the kernel does, in the header of every answer. */
function findPortId(client: ReturnType<typeof openClient>): number {
  let portId = 0;
  const decode: (typeof nsidMessage)["decode"] = (source, options) => {
    const bytes = "payload" in source ? source.payload : source;
    portId = new DataView(bytes.buffer, bytes.byteOffset - 4).getUint32(0, true);
    return nsidMessage.decode(source, options);
  };
  const message = { attributes: { pid: process.pid } };
  client.request({ codec: { ...nsidMessage, decode }, type: RTM_GETNSID, message });
  return portId;
}

kernelTest("dumps while another process adds and removes links: each is whole, or says that it is not", async () => {
  using client = openClient({ dumpAttempts: 3 });
  await meanwhile(
    `import { encodeFrame, linkMessage } from "@netns/netlink";
     import { linux } from "@netns/syscall";
     const fd = linux.socket(16, 3, 0);
     const send = (type, flags, message) =>
       linux.sendto(fd, encodeFrame({ type, flags: 1 | flags, sequence: 1, portId: 0 }, linkMessage.encode(message)), 0, { family: 16, portId: 0, groups: 0 });
     console.log("begun");
     for (;;) {
       send(16, 0x600, { attributes: { ifname: "flip", linkinfo: { kind: "veth", data: { peer: { attributes: { ifname: "flop" } } } } } });
       send(17, 0, { attributes: { ifname: "flip" } });
     }`,
    () => {
      const end = performance.now() + 1000;
      let dumps = 0;
      for (; performance.now() < end; dumps++) {
        try {
          const { entries, consistent, attempts } = client.dump(links);
          expect(consistent && attempts <= 3).toBe(true);
          const names = entries.map(({ attributes }) => attributes.ifname);
          expect(names).toContain("lo");
          expect(names.includes("flip")).toBe(names.includes("flop"));
        } catch (error) {
          if (!(error instanceof DumpInterruptedError)) throw error;
          expect(error).toMatchObject({ attempts: 3, consistent: false });
        }
        for (const entries of client.stream(links)) {
          expect(entries.length).toBeGreaterThan(0);
          // And something else on the side.
          expect(getNsid(client, { pid: process.pid })).toBeDefined();
        }
      }
      expect(dumps).toBeGreaterThan(3);
    },
  );
});

kernelTest("many requests in a batch, each with its own answer; and 20,000 routes as a stream", () => {
  using lab = new Lab();
  const index = lab.pair("a");
  const COUNT = 20_000;
  const answers = lab.client.batch(
    Array.from({ length: COUNT }, (_, i) => ({
      codec: routeMessage,
      type: RTM_NEWROUTE,
      flags: CREATE,
      message: {
        header: { family: 2, dstLen: 32, table: 254, protocol: 4, scope: 253, type: 1 },
        attributes: { dst: `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`, oif: index },
      },
    })),
  );
  expect(answers.filter(({ error }) => error !== undefined)).toEqual([]);
  let most = 0;
  let sum = 0;
  const message = { header: { family: 2, table: 254 } };
  const stream = lab.client.stream({ codec: routeMessage, type: RTM_GETROUTE, message });
  for (let step = stream.next(); ; step = stream.next()) {
    if (step.done) {
      expect(step.value).toEqual({ consistent: true });
      break;
    }
    most = Math.max(most, step.value.length);
    sum += step.value.length;
  }
  expect(sum).toBe(COUNT);
  // A datagram at a time: 32 KiB of messages with at least 28 bytes each.
  expect(most).toBeLessThan(1200);
  for (const _ of lab.client.stream({ codec: routeMessage, type: RTM_GETROUTE, message })) break;
  expect(lab.client.dump(links).entries).toHaveLength(3);
});

kernelTest("a batch goes on after a refusal", () => {
  using lab = new Lab();
  const veth = (ifname: string) => ({
    codec: linkMessage,
    type: RTM_NEWLINK,
    flags: CREATE,
    message: { attributes: { ifname, linkinfo: { kind: "veth" as const } } },
  });
  const answers = lab.client.batch([
    veth("a"),
    veth("a"),
    veth("b"),
    { ...links, flags: 0, message: { attributes: { ifname: "b" } } },
    { codec: linkMessage, type: RTM_DELLINK, message: { attributes: { ifname: "none" } } },
  ]);
  expect(answers.map(({ error }) => error?.code)).toEqual([undefined, "EEXIST", undefined, undefined, "ENODEV"]);
  expect(answers[3]?.replies[0]?.attributes.ifname).toBe("b");
});

kernelTest("a socket that the caller made, bound or not, is taken over; another kind is refused and closed", () => {
  const KERNEL = { family: AF_NETLINK, portId: 0, groups: 0 } as const;
  for (const isBound of [false, true]) {
    const made = new Fd(linux.socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE), linux);
    if (isBound) linux.bind(made.fd, KERNEL);
    using client = openClient({ fd: made.release() });
    expect(client.dump(links).entries.length).toBeGreaterThan(0);
  }
  const fd = linux.socket(AF_NETLINK, SOCK_RAW, 16);
  expect(() => openClient({ fd })).toThrow(TypeError);
});

kernelTest("groups above 32, and a receive buffer of one's own", () => {
  // RTNLGRP_NEXTHOP is 32, RTNLGRP_BRVLAN 33.
  using socket = new NetlinkSocket({ groups: [1, 32, 33], receiveBuffer: 5_000_000 });
  expect(getSocketOption(socket.fd, "NETLINK_LIST_MEMBERSHIPS")).toEqual([1, 32, 33]);
  expect(getSocketOption(socket.fd, "SO_RCVBUF")).toBe(10_000_000);
  using plain = new NetlinkSocket();
  expect(getSocketOption(plain.fd, "SO_RCVBUF")).toBeLessThan(1_000_000);
});
