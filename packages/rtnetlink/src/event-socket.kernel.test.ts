import { decodeFrames, linkMessage, RTM_DELLINK, RTM_NEWLINK } from "@netns/netlink";
import { AF_NETLINK, getSocketOption, linux, NETLINK_ROUTE, POLLIN, SOCK_RAW } from "@netns/syscall";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { type EventSocket, openEventSocket } from "./event-socket.js";
import { isPrivileged } from "./through-kernel/kernel.js";
import { CREATE, Lab } from "./through-kernel/lab.js";
import { setNsid } from "./verbs/nsid.js";

/** The links' events that wait: types, names and namespaces. */
function heard(socket: EventSocket) {
  const events: [type: number, name: string | undefined, nsid: number | undefined][] = [];
  for (let one = socket.receive(); one !== "empty"; one = socket.receive()) {
    if (one === "lost") throw new Error("lost");
    for (const frame of decodeFrames(one.bytes).frames) {
      events.push([frame.header.type, linkMessage.decode(frame).attributes.ifname, one.nsid]);
    }
  }
  return events;
}

kernelTest("hears what happens in a namespace, and nothing is there before", () => {
  using lab = new Lab();
  using events = openEventSocket({ namespace: lab.namespace, groups: [1] });
  expect(events.receive()).toBe("empty");
  const index = lab.createLink({ ifname: "br", linkinfo: { kind: "bridge" } });
  expect(linux.poll([{ fd: events.fd, events: POLLIN }], 0)).toEqual([POLLIN]);
  lab.deleteLink(index);
  const all = heard(events);
  expect(all[0]).toEqual([RTM_NEWLINK, "br", undefined]);
  expect(all.at(-1)).toEqual([RTM_DELLINK, "br", undefined]);
  expect([events.foreign, events.dropped]).toEqual([0, 0]);
});

kernelTest("all-nsid: another namespace's come with its id, one's own without", () => {
  using lab = new Lab();
  using other = new Lab();
  using nobody = new Lab();
  setNsid(lab.client, other.namespace, 42);
  using events = openEventSocket({ namespace: lab.namespace, groups: [1], allNsid: true });
  for (const [name, each] of Object.entries({ other, nobody, lab })) {
    each.send(linkMessage, RTM_NEWLINK, { attributes: { ifname: name, linkinfo: { kind: "bridge" } } }, CREATE);
  }
  const ids = new Set(heard(events).map(([, name, nsid]) => `${name} ${nsid}`));
  expect([...ids].sort()).toEqual(["lab undefined", "other 42"]);
});

kernelTest("groups above 32, those that may be missing, and a receive buffer of one's own", () => {
  // RTNLGRP_NEXTHOP is 32, RTNLGRP_BRVLAN 33; a number far beyond those is of a kernel to come.
  using socket = openEventSocket({ groups: [1, 32, 33], optionalGroups: [5, 900], receiveBuffer: 5_000_000 });
  expect(getSocketOption(socket.fd, "NETLINK_LIST_MEMBERSHIPS")).toEqual([1, 5, 32, 33]);
  // Who is not privileged is held to net.core.rmem_max, which may be less.
  const expectBuffer = (fd: number, size: number) => {
    const actual = getSocketOption(fd, "SO_RCVBUF");
    if (isPrivileged) expect(actual).toBe(size);
    else expect(actual).toBeLessThanOrEqual(size);
  };
  expectBuffer(socket.fd, 10_000_000);
  expect(() => openEventSocket({ groups: [900] })).toThrow(expect.objectContaining({ code: "EINVAL" }));
  using plain = openEventSocket({ groups: [1] });
  expectBuffer(plain.fd, 2 << 20);
});

kernelTest("a socket that the caller made hears as well, bound or not", () => {
  using lab = new Lab();
  for (const isBound of [false, true]) {
    const made = lab.socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
    if (isBound) linux.bind(made.fd, { family: AF_NETLINK, portId: 0x8000_0000, groups: 0 });
    using events = openEventSocket({ fd: made.release(), groups: [1] });
    lab.deleteLink(lab.createLink({ ifname: "br", linkinfo: { kind: "bridge" } }));
    expect(heard(events).length).toBeGreaterThan(1);
    if (isBound) expect(events.portId).toBe(0x8000_0000);
  }
  expect(() => openEventSocket({ fd: linux.socket(AF_NETLINK, SOCK_RAW, 16), groups: [1] })).toThrow(TypeError);
});

kernelTest("what there is no room for is lost: that is said, counted, and over when the socket is drained", () => {
  using lab = new Lab();
  using events = openEventSocket({ namespace: lab.namespace, groups: [1], receiveBuffer: 1 });
  const flip = () => lab.deleteLink(lab.createLink({ ifname: "br", linkinfo: { kind: "bridge" } }));
  while (events.dropped === 0) flip();
  let lost = 0;
  for (let one = events.receive(); one !== "empty"; one = events.receive()) if (one === "lost") lost++;
  expect(lost).toBe(1);
  events.drain();
  const dropped = events.dropped;
  lab.createLink({ ifname: "after", linkinfo: { kind: "bridge" } });
  expect(heard(events)).toContainEqual([RTM_NEWLINK, "after", undefined]);
  expect(events.dropped).toBe(dropped);
});
