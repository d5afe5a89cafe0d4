import {
  decodeFrames,
  linkMessage,
  NLM_F_CREATE,
  NLM_F_EXCL,
  RTM_DELLINK,
  RTM_GETLINK,
  RTM_NEWLINK,
} from "@netns/netlink";
import { linux, MSG_PEEK, POLLIN, type System } from "@netns/syscall";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { openClient, type RtnetlinkClient } from "./client.js";
import { DumpInterruptedError } from "./errors.js";
import { type EventSocket, openEventSocket } from "./event-socket.js";
import { Lab } from "./through-kernel/lab.js";
import { meanwhile } from "./through-kernel/other-process.js";
import { getNsid } from "./verbs/nsid.js";

const links = { codec: linkMessage, type: RTM_GETLINK, message: {} } as const;

/** So many that a dump of them takes several datagrams: only then can something come in between. */
const PAIRS = 60;

function fill(client: RtnetlinkClient): void {
  const answers = client.batch(
    Array.from({ length: PAIRS }, (_, i) => ({
      codec: linkMessage,
      type: RTM_NEWLINK,
      flags: NLM_F_CREATE | NLM_F_EXCL,
      message: { attributes: { ifname: `pair${i}`, linkinfo: { kind: "veth" as const } } },
    })),
  );
  expect(answers.filter(({ error }) => error !== undefined)).toEqual([]);
}

const FLIPPING = `
  import { encodeFrame, linkMessage } from "@netns/netlink";
  import { linux } from "@netns/syscall";
  const fd = linux.socket(16, 3, 0);
  const send = (type, flags, message) =>
    linux.sendto(fd, encodeFrame({ type, flags: 1 | flags, sequence: 1, portId: 0 }, linkMessage.encode(message)), 0, { family: 16, portId: 0, groups: 0 });
  console.log("begun");
  for (;;) {
    send(16, 0x600, { attributes: { ifname: "flip", linkinfo: { kind: "veth", data: { peer: { attributes: { ifname: "flop" } } } } } });
    send(17, 0, { attributes: { ifname: "flip" } });
  }`;

/** Waits until a link goes and then one comes: so the latter has begun after this call. */
function waitForChange(events: EventSocket): void {
  events.drain();
  for (const type of [RTM_DELLINK, RTM_NEWLINK]) while (!nextTypes(events).includes(type));
}

function nextTypes(events: EventSocket): number[] {
  expect(linux.poll([{ fd: events.fd, events: POLLIN }], 30_000)).toEqual([POLLIN]);
  const heard = events.receive();
  return typeof heard === "string" ? [] : decodeFrames(heard.bytes).frames.map(({ header }) => header.type);
}

/** What is received of an answer's datagrams comes only after a change. */
function slow(events: EventSocket): System {
  const recvmsg: System["recvmsg"] = (fd, buffer, flags) => {
    const received = linux.recvmsg(fd, buffer, flags);
    if ((flags & MSG_PEEK) === 0 && fd !== events.fd && received.length > 1000) waitForChange(events);
    return received;
  };
  return { ...linux, recvmsg };
}

kernelTest("while another process adds and removes links, a dump is whole or says that it is not", async () => {
  using client = openClient();
  using events = openEventSocket({ groups: [1] });
  fill(client);
  await meanwhile(FLIPPING, async (stop) => {
    // As it comes: mostly whole, sometimes not.
    for (let i = 0; i < 30; i++) {
      try {
        const { entries, consistent, attempts } = client.dump(links);
        expect(consistent && attempts <= 5).toBe(true);
        const names = entries.map(({ attributes }) => attributes.ifname);
        expect(new Set(names).size).toBe(names.length);
        expect(names.filter((name) => name !== "flip" && name !== "flop").length).toBe(permanent);
        expect(names.includes("flip")).toBe(names.includes("flop"));
      } catch (error) {
        if (!(error instanceof DumpInterruptedError)) throw error;
        expect(error).toMatchObject({ attempts: 5, consistent: false });
      }
      // And something else on the side.
      expect(getNsid(client, { pid: process.pid })).toBeDefined();
    }
    // Never whole: something changes at each of its datagrams.
    using tried = openClient({ system: slow(events), dumpAttempts: 3 });
    expect(() => tried.dump(links)).toThrow(
      expect.objectContaining({ code: "ERR_DUMP_INTERRUPTED", request: "RTM_GETLINK", attempts: 3, consistent: false }),
    );
    try {
      tried.dump(links);
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof DumpInterruptedError)) throw error;
      // Those that stay are in it.
      expect(error.partial.length).toBeGreaterThanOrEqual(permanent);
    }
    const stream = client.stream(links);
    for (let step = stream.next(); ; step = stream.next()) {
      if (step.done) {
        expect(step.value).toEqual({ consistent: false });
        break;
      }
      waitForChange(events);
    }
    // And whole again when there is peace.
    await stop();
    expect(client.dump(links)).toMatchObject({ attempts: 1, consistent: true });
    expect(endOf(client.stream(links))).toEqual({ consistent: true });
  });
});

kernelTest("a dump that is disturbed once is whole the second time", () => {
  using lab = new Lab();
  fill(lab.client);
  let disturbances = 0;
  const recvmsg: System["recvmsg"] = (fd, buffer, flags) => {
    const received = linux.recvmsg(fd, buffer, flags);
    if (received.length > 1000 && disturbances++ === 0) {
      const message = { attributes: { ifname: "late", linkinfo: { kind: "veth" as const } } };
      lab.client.request({ codec: linkMessage, type: RTM_NEWLINK, message }, NLM_F_CREATE);
    }
    return received;
  };
  using client = openClient({ namespace: lab.namespace, system: { ...linux, recvmsg } });
  const { entries, attempts, consistent } = client.dump(links);
  expect([attempts, consistent]).toEqual([2, true]);
  expect(entries.map(({ attributes }) => attributes.ifname)).toContain("late");
});

/** The pairs, and the loopback. */
const permanent = 2 * PAIRS + 1;

function endOf<T>(stream: Generator<unknown, T>): T {
  for (;;) {
    const step = stream.next();
    if (step.done) return step.value;
  }
}
