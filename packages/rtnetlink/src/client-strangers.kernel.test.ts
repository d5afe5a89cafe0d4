import { encodeFrame, nsidMessage, RTM_GETNSID, RTM_NEWNSID } from "@netns/netlink";
import { AF_NETLINK, Fd, getSocketOption, hasCode, linux, MSG_DONTWAIT, NETLINK_ROUTE, SOCK_RAW } from "@netns/syscall";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { openClient, type RtnetlinkClient } from "./client.js";
import { openEventSocket } from "./event-socket.js";
import { meanwhile } from "./through-kernel/other-process.js";
import { getNsid } from "./verbs/nsid.js";

kernelTest("what another process sends to our port is dropped and counted, replies and events", async () => {
  using client = openClient();
  using events = openEventSocket({ groups: [1] });
  await meanwhile(
    `import { encodeFrame, nsidMessage } from "@netns/netlink";
     import { linux } from "@netns/syscall";
     const fd = linux.socket(16, 3, 0);
     const payload = nsidMessage.encode({ attributes: { nsid: 666 } });
     const send = (portId, groups, sequence) =>
       linux.sendto(fd, encodeFrame({ type: 88, flags: 0, sequence, portId }, payload), 0, { family: 16, portId, groups });
     for (let sequence = 0; sequence < 20; sequence++) {
       send(${portIdOf(client)}, 0, sequence);
       send(${events.portId}, 0, sequence);
       // To all who listen to links' events; the kernel gets it as well, and leaves alone what is no request.
       send(0, 1, sequence);
     }
     console.log("sent");
     setInterval(() => {}, 1000);`,
    () => {
      expect(getNsid(client, { pid: process.pid }).nsid).toBeUndefined();
      expect(client.foreign).toBe(20);
      expect(events.receive()).toBe("empty");
      expect(events.foreign).toBe(40);
    },
  );
});

kernelTest("when strangers have filled the socket's buffer an answer is lost, which is said; the next is not", () => {
  using client = openClient();
  using stranger = new Fd(linux.socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE));
  const to = { family: AF_NETLINK, portId: portIdOf(client), groups: 0 } as const;
  const payload = nsidMessage.encode({ attributes: { nsid: 666 } });
  const forged = encodeFrame({ type: RTM_NEWNSID, flags: 0, sequence: 1, portId: to.portId }, payload);
  let sent = 0;
  try {
    for (;;) {
      linux.sendto(stranger.fd, forged, MSG_DONTWAIT, to);
      sent++;
    }
  } catch (error) {
    if (!hasCode(error, "EAGAIN")) throw error;
  }
  expect(() => getNsid(client, { pid: process.pid })).toThrow(
    expect.objectContaining({
      code: "ERR_NO_ANSWER",
      request: "RTM_GETNSID",
      cause: expect.objectContaining({ code: "ENOBUFS" }),
    }),
  );
  expect(client.foreign).toBe(sent);
  expect(getNsid(client, { pid: process.pid }).nsid).toBeUndefined();
});

kernelTest("port ids have 32 bits, all of them", () => {
  // The first of a process has its pid; the others' have the top bit set (netlink_autobind in af_netlink.c).
  using first = openClient();
  using second = openClient();
  const made = new Fd(linux.socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE));
  linux.bind(made.fd, { family: AF_NETLINK, portId: 0xffff_fffe, groups: 0 });
  using third = openClient({ fd: made.release() });
  using events = openEventSocket({ groups: [1] });
  expect(portIdOf(first)).toBeGreaterThan(0);
  expect(portIdOf(second)).toBeGreaterThanOrEqual(2 ** 31);
  expect(portIdOf(third)).toBe(0xffff_fffe);
  expect(events.portId).toBeGreaterThanOrEqual(2 ** 31);
  expect(getSocketOption(events.fd, "SO_PROTOCOL")).toBe(NETLINK_ROUTE);
});

/** A client does not show its port id: the kernel does, in the header of every answer. */
function portIdOf(client: RtnetlinkClient): number {
  let portId = 0;
  const decode: (typeof nsidMessage)["decode"] = (source, options) => {
    if ("header" in source) portId = source.header.portId;
    return nsidMessage.decode(source, options);
  };
  const message = { attributes: { pid: process.pid } };
  client.request({ codec: { ...nsidMessage, decode }, type: RTM_GETNSID, message });
  return portId;
}
