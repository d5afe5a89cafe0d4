import { NLM_F_DUMP, NLM_F_MULTI, nsidMessage, RTM_GETNSID, RTM_NEWNSID } from "@netns/netlink";
import { errno, SO_NETNS_COOKIE, SyscallError, type System } from "@netns/syscall";
import { expect, test } from "vitest";
import { openClient } from "./client.js";
import { acknowledge, done, type FakeMessage, fakeKernel, reply, type SentRequest } from "./testing/index.js";
import { getNsid, setNsid } from "./verbs/nsid.js";

const nsid = (value: number, flags = 0): FakeMessage =>
  reply(nsidMessage, RTM_NEWNSID, { attributes: { nsid: value } }, flags);
const all = { codec: nsidMessage, type: RTM_GETNSID, message: {} } as const;
const peer = { pid: 7 };

test("after a refusal the client goes on", () => {
  const { system } = fakeKernel([[[acknowledge("EEXIST")]], [[nsid(5)]]]);
  using client = openClient({ system });
  expect(() => setNsid(client, peer, 5)).toThrow(expect.objectContaining({ code: "EEXIST" }));
  expect(getNsid(client, peer).nsid).toBe(5);
});

test("after a timeout an answer that comes late is nobody's", () => {
  const { system, requests } = fakeKernel((request) => {
    if (request.header.sequence === 1) return [];
    const late = { ...nsid(1), sequence: 1 };
    // With the answer, before it, and as the acknowledgement of what was given up.
    return [[late], [{ ...acknowledge("EBUSY"), sequence: 1 }], [late, nsid(2)]];
  });
  using client = openClient({ system, timeout: 20 });
  expect(() => getNsid(client, peer)).toThrow(expect.objectContaining({ code: "ERR_REQUEST_TIMEOUT" }));
  expect(getNsid(client, peer).nsid).toBe(2);
  expect(requests).toHaveLength(2);
});

test("what is for another port is nobody's either", () => {
  const { system } = fakeKernel([[[{ ...nsid(1), portId: 4711 }], [nsid(2)]]]);
  using client = openClient({ system });
  expect(getNsid(client, peer).nsid).toBe(2);
});

test("where the kernel says without end that something was lost, the client does not wait without end", () => {
  const { system } = fakeKernel([[]]);
  const recvmsg = () => {
    throw new SyscallError("recvmsg", errno["ENOBUFS"] ?? 0);
  };
  using client = openClient({ system: { ...system, recvmsg } });
  expect(() => getNsid(client, peer)).toThrow(expect.objectContaining({ code: "ERR_NO_ANSWER" }));
});

test("an answer that holds nothing is an error", () => {
  const { system } = fakeKernel([[[acknowledge()]]]);
  using client = openClient({ system });
  expect(() => getNsid(client, peer)).toThrow(expect.objectContaining({ code: "ERR_NO_ANSWER" }));
});

const answers = (request: SentRequest) =>
  (request.header.flags & NLM_F_DUMP) === 0 ? [[nsid(5)]] : [[nsid(1, NLM_F_MULTI)], [nsid(2, NLM_F_MULTI), done()]];

function expectBusyWhileStreaming(system: System, code: string): void {
  using client = openClient({ system });
  for (const _ of client.stream(all)) {
    const cause = expect.objectContaining({ code });
    expect(() => getNsid(client, peer)).toThrow(expect.objectContaining({ code: "ERR_CLIENT_BUSY", cause }));
    break;
  }
  expect(getNsid(client, peer).nsid).toBe(5);
}

test("where no second socket can be opened, a stream keeps the client busy until it is left", () => {
  const { system } = fakeKernel(answers);
  let sockets = 0;
  const socket: System["socket"] = (domain, type, protocol) => {
    if (++sockets > 1) throw new SyscallError("socket", -24);
    return system.socket(domain, type, protocol);
  };
  expectBusyWhileStreaming({ ...system, socket }, "EMFILE");
});

test("without rights, where the kernel cannot say whether two sockets are of one namespace (before Linux 5.14), too", () => {
  const kernel = fakeKernel(answers);
  const { system } = kernel;
  const getsockopt: System["getsockopt"] = (fd, level, name, size) => {
    if (name === SO_NETNS_COOKIE) throw new SyscallError("getsockopt", -92);
    return system.getsockopt(fd, level, name, size);
  };
  expectBusyWhileStreaming({ ...system, getsockopt }, "ENOPROTOOPT");
  expect(kernel.open).toBe(0);
});
