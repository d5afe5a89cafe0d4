import { readlinkSync, rmSync, writeFileSync } from "node:fs";
import { encodeFrame, HOST_ORDER, nsidMessage, RTM_GETNSID, RTM_NEWNSID } from "@netns/netlink";
import {
  AF_NETLINK,
  Fd,
  inNamespace,
  inNewNamespace,
  linux,
  NETLINK_ROUTE,
  type NetlinkAddress,
  SOCK_CLOEXEC,
  SOCK_RAW,
  type System,
} from "@netns/syscall";
import { failingSystem } from "@netns/syscall/testing";
import { kernelTest } from "@netns/testing";
import { describe, expect } from "vitest";
import { openClient } from "./client.js";
import { NetlinkError, NoAnswerError } from "./errors.js";
import { refusal } from "./through-kernel/refusal.js";
import { getNsid, listNsids, setNsid } from "./verbs/nsid.js";

const OWN = "/proc/thread-self/ns/net";
const openHere = () => new Fd(linux.fs.openSync(OWN, "r"));
/** A namespace that lives as long as the descriptor. */
const newNamespace = () => inNewNamespace(openHere);

describe("a client", () => {
  kernelTest("asks, sets and lists in the namespace that it was opened in", () => {
    using observer = newNamespace();
    using peer = newNamespace();
    using client = openClient({ namespace: observer });
    expect(getNsid(client, peer)).toEqual({ nsid: undefined, currentNsid: undefined });
    setNsid(client, peer, 7);
    expect(getNsid(client, peer).nsid).toBe(7);
    expect(getNsid(client, { nsid: 7 }).nsid).toBe(7);
    expect(listNsids(client).entries).toEqual([{ nsid: 7, currentNsid: undefined }]);
    setNsid(client, { pid: process.pid }, "auto");
    expect(listNsids(client).entries.map(({ nsid }) => nsid)).toEqual([0, 7]);
  });

  kernelTest("a path names a namespace as well, and the thread stays where it is", () => {
    const home = readlinkSync(OWN);
    using peer = newNamespace();
    using client = openClient({ namespace: `/proc/self/fd/${peer.fd}` });
    expect(listNsids(client).entries).toEqual([]);
    expect(readlinkSync(OWN)).toBe(home);
    expect(() => openClient({ namespace: "/nowhere" })).toThrow(expect.objectContaining({ code: "ENOENT" }));
  });

  kernelTest("a target's ids come with the client's own", () => {
    using observer = newNamespace();
    using target = newNamespace();
    using peer = newNamespace();
    using client = openClient({ namespace: observer });
    using inTarget = openClient({ namespace: target });
    setNsid(client, target, 1);
    setNsid(inTarget, peer, 22);
    expect(listNsids(client, { targetNsid: 1 }).entries).toEqual([{ nsid: 22, currentNsid: undefined }]);
    setNsid(client, peer, 2);
    expect(getNsid(client, peer, { targetNsid: 1 })).toEqual({ nsid: 22, currentNsid: 2 });
  });

  kernelTest("a refusal carries the kernel's words and the place in the request", () => {
    using observer = newNamespace();
    using peer = newNamespace();
    using client = openClient({ namespace: observer });
    setNsid(client, peer, 5);
    const twice = refusal(() => setNsid(client, peer, 6));
    expect(twice).toMatchObject({ code: "EEXIST", errno: -17, request: "RTM_NEWNSID", reason: "File exists" });
    expect(twice.message).toBe("RTM_NEWNSID: EEXIST at nsid.fd: Peer netns already has a nsid assigned");
    expect(refusal(() => getNsid(client, { nsid: 99 }))).toMatchObject({
      code: "ENOENT",
      extack: { path: "nsid.nsid" },
    });
    expect(refusal(() => getNsid(client, { pid: 2 ** 30 }))).toMatchObject({
      code: "ESRCH",
      extack: { path: "nsid.pid" },
    });
    expect(refusal(() => listNsids(client, { targetNsid: 99 }))).toMatchObject({
      code: "EINVAL",
      // Newer kernels name the attribute as well.
      extack: { message: "Invalid target network namespace id" },
    });
    const missing = refusal(() => client.request({ codec: nsidMessage, type: RTM_GETNSID, message: {} }));
    expect(missing.message).toBe("RTM_GETNSID: EINVAL: Peer netns reference is missing");
  });

  kernelTest("the client goes on after a refusal", () => {
    using client = openClient();
    expect(() => getNsid(client, { nsid: 2 ** 30 })).toThrow(NetlinkError);
    expect(getNsid(client, { pid: process.pid })).toBeDefined();
  });

  kernelTest("a thousand ids are all listed", () => {
    using observer = newNamespace();
    using client = openClient({ namespace: observer });
    const peers = Array.from({ length: 1000 }, (_, i) => {
      const peer = newNamespace();
      setNsid(client, peer, i);
      return peer;
    });
    try {
      using fresh = openClient({ namespace: observer });
      expect(listNsids(fresh).entries.map(({ nsid }) => nsid)).toEqual(peers.map((_, i) => i));
    } finally {
      for (const peer of peers) peer.close();
    }
  });

  kernelTest("whichever call fails, the error is that call's and nothing is left open", () => {
    using peer = newNamespace();
    const work = (system = linux) => {
      using client = openClient({ system, namespace: `/proc/self/fd/${peer.fd}` });
      listNsids(client);
    };
    const counting = failingSystem();
    work(counting.system);
    expect(counting.calls.length).toBeGreaterThan(12);
    for (const errno of ["ENOMEM", "EMFILE", "ENOBUFS", "EPERM", "EINTR"]) {
      for (let nth = 0; nth < counting.calls.length; nth++) {
        const { system } = failingSystem({ nth, errno });
        try {
          work(system);
        } catch (error) {
          // An answer that is lost is an error of the request's, with the call's as its cause.
          expect(error instanceof NoAnswerError ? error.cause : error).toMatchObject({ code: errno });
        }
      }
    }
  });

  kernelTest("what is no namespace is refused", ({ scratch }) => {
    writeFileSync(`${scratch}/plain`, "");
    expect(() => openClient({ namespace: `${scratch}/plain` })).toThrow(
      expect.objectContaining({ code: "EINVAL", syscall: "setns" }),
    );
    rmSync(`${scratch}/plain`);
  });
});

kernelTest("nobody but the kernel is listened to", () => {
  using observer = newNamespace();
  using stranger = new Fd(
    inNamespace(observer, () => linux.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE)),
  );
  const senders: number[] = [];
  const system: System = {
    ...linux,
    sendto(fd, data, flags, to) {
      // Another socket is quicker than the kernel, and claims the id 666 under the very sequence number.
      const own = linux.getsockname(fd) as NetlinkAddress;
      const sequence = new DataView(data.buffer, data.byteOffset).getUint32(8, HOST_ORDER === "little");
      const forged = encodeFrame(
        { type: RTM_NEWNSID, flags: 0, sequence, portId: own.portId },
        nsidMessage.encode({ attributes: { nsid: 666 } }),
      );
      linux.sendto(stranger.fd, forged, 0, own);
      return linux.sendto(fd, data, flags, to);
    },
    recvmsg(...args) {
      const received = linux.recvmsg(...args);
      senders.push((received.from as NetlinkAddress).portId);
      return received;
    },
  };
  using client = openClient({ system, namespace: observer });
  expect(getNsid(client, { pid: process.pid }).nsid).toBeUndefined();
  expect(senders.some((portId) => portId !== 0)).toBe(true);
});
