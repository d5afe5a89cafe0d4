import { linkMessage, NLM_F_MULTI, nsidMessage, RTM_GETLINK, RTM_GETNSID, RTM_NEWNSID } from "@netns/netlink";
import type { System } from "@netns/syscall";
import { describe, expect, test } from "vitest";
import { openClient } from "./client.js";
import { isExists, isNotFound, isPermission } from "./predicates.js";
import { acknowledge, done, fakeKernel, reply } from "./testing/index.js";

const nsid = (value: number) => reply(nsidMessage, RTM_NEWNSID, { attributes: { nsid: value } }, NLM_F_MULTI);
const all = { codec: nsidMessage, type: RTM_GETNSID, message: {} } as const;
const set = { codec: nsidMessage, type: RTM_NEWNSID, message: { attributes: { nsid: 5, pid: 1 } } } as const;
const ids = (entries: readonly { attributes: { nsid?: number } }[]) => entries.map((entry) => entry.attributes.nsid);

describe("a dump", () => {
  test("that was interrupted is drained and asked again", () => {
    const { system } = fakeKernel([[[nsid(1)], [nsid(2), done({ interrupted: true })]], [[nsid(3), done()]]]);
    using client = openClient({ system });
    const { entries, attempts, consistent } = client.dump(all);
    expect([ids(entries), attempts, consistent]).toEqual([[3], 2, true]);
  });

  test("that never holds still ends with what there was", () => {
    const { system, requests } = fakeKernel(() => [[nsid(1), done({ interrupted: true })]]);
    using client = openClient({ system, dumpAttempts: 3 });
    expect(() => client.dump(all)).toThrow(
      expect.objectContaining({ code: "ERR_DUMP_INTERRUPTED", attempts: 3, consistent: false, partial: [nsidOne] }),
    );
    expect(requests).toHaveLength(3);
  });

  test("as a stream is made once, a datagram a step, and says how it was", () => {
    const { system, requests } = fakeKernel(() => [[nsid(1), nsid(2)], [nsid(3)], [done({ interrupted: true })]]);
    using client = openClient({ system });
    const stream = client.stream(all);
    expect(requests).toHaveLength(0);
    expect(ids(stream.next().value as never)).toEqual([1, 2]);
    expect(ids(stream.next().value as never)).toEqual([3]);
    expect(stream.next()).toEqual({ done: true, value: { consistent: false } });
    expect(requests).toHaveLength(1);
  });

  test("as a stream leaves the client free, and its socket clean when it is left", () => {
    let mark = 0;
    const kernel = fakeKernel(() => [[nsid(++mark)], [nsid(++mark)], [done()]]);
    using client = openClient({ system: kernel.system });
    for (const first of client.stream(all)) {
      expect(ids(first)).toEqual([1]);
      expect(ids(client.dump(all).entries)).toEqual([3, 4]);
      for (const inner of client.stream(all)) {
        expect(ids(inner)).toEqual([5]);
        break;
      }
      expect(kernel.open).toBe(2);
      break;
    }
    expect(ids(client.dump(all).entries)).toEqual([7, 8]);
    client.close();
    expect(kernel.open).toBe(0);
  });
});

const nsidOne = expect.objectContaining({ attributes: { nsid: 1 } });

describe("an answer", () => {
  test("of a mebibyte arrives whole, in a dump and alone", () => {
    const link = reply(linkMessage, 16, { attributes: { ifname: "a" } }, NLM_F_MULTI);
    const large = Array.from({ length: 30_000 }, () => link);
    const request = { codec: linkMessage, type: RTM_GETLINK, message: {} } as const;
    const { system } = fakeKernel(() => [[...large, done()]]);
    using client = openClient({ system });
    expect(client.dump(request).entries).toHaveLength(30_000);
    using other = openClient({ system });
    // Lost the first time, and asked for again.
    expect(other.request(request)).toHaveLength(30_000);
  });

  test("that does not come is an error with the time", () => {
    const { system } = fakeKernel(() => []);
    using client = openClient({ system, timeout: 20 });
    expect(() => client.request(set)).toThrow(
      expect.objectContaining({ code: "ERR_REQUEST_TIMEOUT", request: "RTM_NEWNSID", timeout: 20 }),
    );
  });

  test("is waited for as long as one may wait, where there is no limit", () => {
    const { system } = fakeKernel(() => []);
    const waits: number[] = [];
    const poll: System["poll"] = (requests, timeout) => {
      waits.push(timeout);
      return system.poll(requests, timeout);
    };
    using client = openClient({ system: { ...system, poll }, timeout: Number.POSITIVE_INFINITY });
    expect(() => client.request(set)).toThrow(expect.objectContaining({ code: "ERR_REQUEST_TIMEOUT" }));
    expect(waits).toEqual([2 ** 31 - 1]);
  });

  test("that is lost is an error with its cause, and what is left of it is taken away", () => {
    const { system } = fakeKernel([[[nsid(1)], "ENOBUFS", [nsid(2)], "ENOBUFS", [done()]], [[nsid(3), done()]]]);
    using client = openClient({ system });
    expect(() => client.dump(all)).toThrow(
      expect.objectContaining({
        code: "ERR_NO_ANSWER",
        request: "RTM_GETNSID",
        cause: expect.objectContaining({ code: "ENOBUFS" }),
      }),
    );
    expect(ids(client.dump(all).entries)).toEqual([3]);
  });

  test("that ends in the middle of a message is an error", () => {
    const { system } = fakeKernel(() => [{ bytes: new Uint8Array(17).fill(255) }]);
    using client = openClient({ system });
    expect(() => client.request(set)).toThrow(expect.objectContaining({ code: "ERR_TRUNCATED" }));
  });

  test("of somebody else is dropped and counted", () => {
    const { system } = fakeKernel(() => [{ bytes: new Uint8Array(99_999), from: 4 }, [acknowledge()]]);
    using client = openClient({ system });
    client.request(set);
    expect(client.foreign).toBe(1);
  });

  test("with a warning is heard", () => {
    const { system } = fakeKernel(() => [[acknowledge(undefined, { msg: "mind the gap" })]]);
    const warnings: unknown[] = [];
    using client = openClient({ system, onWarning: (warning, request) => warnings.push([request, warning.message]) });
    client.request(set);
    expect(warnings).toEqual([["RTM_NEWNSID", "mind the gap"]]);
    expect(client.batch([set])).toMatchObject([{ error: undefined, warning: { message: "mind the gap" } }]);
  });

  test("that is a refusal can be told apart, and shows the request", () => {
    const { system } = fakeKernel([[[acknowledge("EEXIST")]]]);
    using client = openClient({ system });
    try {
      client.request(set);
      expect.unreachable();
    } catch (error) {
      expect([isExists(error), isNotFound(error), isPermission(error)]).toEqual([true, false, false]);
      expect(error).toHaveProperty("sent", expect.stringMatching(/^RTM_NEWNSID seq 1 .*NETNSA_PID=1/));
    }
  });
});

test("in a batch each has its own answer; what was lost is said", () => {
  const { system } = fakeKernel([
    [[acknowledge()]],
    [[acknowledge("EEXIST")]],
    [[nsid(4)].map((message) => ({ ...message, flags: 0 }))],
    ["ENOBUFS"],
  ]);
  using client = openClient({ system });
  const answers = client.batch([set, set, all, set]);
  expect(answers.map(({ error }) => error?.code)).toEqual([undefined, "EEXIST", undefined, "ERR_NO_ANSWER"]);
  expect(answers[2]?.replies).toEqual([expect.objectContaining({ attributes: { nsid: 4 } })]);
  expect(() => client.batch([{ ...all, flags: 0x300 }])).toThrow(TypeError);
});

test("answers of a batch may come in any order, several at once, and with others' in between", () => {
  const { system } = fakeKernel(({ header: { sequence } }) => {
    const own = { ...nsid(sequence), flags: 0, sequence };
    const late = { ...acknowledge("ENOENT"), sequence: 99 };
    // What is told of the last request comes only after it: the first two are answered with the third.
    if (sequence < 3) return [];
    return [[late, own, { ...nsid(1), flags: 0, sequence: 1 }], [{ ...acknowledge("EEXIST"), sequence: 2 }]];
  });
  using client = openClient({ system });
  const answers = client.batch([all, all, all]);
  expect(answers.map(({ replies, error }) => [ids(replies as never), error?.code])).toEqual([
    [[1], undefined],
    [[], "EEXIST"],
    [[3], undefined],
  ]);
});
