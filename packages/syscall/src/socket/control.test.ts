import { expect, test } from "vitest";
import { NETLINK_LISTEN_ALL_NSID, SCM_RIGHTS, SOL_NETLINK, SOL_SOCKET } from "../constants/socket.js";
import { seeded } from "../testing/random.js";
import { type ControlMessage, decodeControl, encodeControl, fdsOf, nsidOf, rights } from "./control.js";

const hex = (text: string) => Buffer.from(text.replaceAll(" ", ""), "hex");

// CMSG_LEN(4) is 20 and CMSG_SPACE(4) is 24.
test("two messages, padded to 8", () => {
  const bytes = hex(
    "1400000000000000 01000000 01000000 05000000 00000000" + "1200000000000000 0e010000 08000000 abcd 000000000000",
  );
  const messages = [rights([5]), { level: SOL_NETLINK, type: 8, data: Uint8Array.of(0xab, 0xcd) }];
  expect(encodeControl(messages).toString("hex")).toBe(bytes.toString("hex"));
  expect(decodeControl(bytes)).toEqual(messages);
});

test("descriptors are 32-bit numbers", () => {
  expect(fdsOf(rights([]))).toEqual([]);
  expect(fdsOf(rights([0, 1, 0x7fff_ffff]))).toEqual([0, 1, 0x7fff_ffff]);
  expect(fdsOf({ level: SOL_NETLINK, type: SCM_RIGHTS, data: new Uint8Array(4) })).toBeUndefined();
  // One that was cut off in the middle is none.
  expect(fdsOf({ level: SOL_SOCKET, type: SCM_RIGHTS, data: Uint8Array.of(7, 0, 0, 0, 8, 0) })).toEqual([7]);
});

test("a nsid is signed, and absent in a socket's own namespace", () => {
  const nsid = { level: SOL_NETLINK, type: NETLINK_LISTEN_ALL_NSID, data: Uint8Array.of(0xff, 0xff, 0xff, 0xff) };
  expect(nsidOf([rights([3]), nsid])).toBe(-1);
  expect(nsidOf([])).toBeUndefined();
  expect(nsidOf([{ ...nsid, data: new Uint8Array(2) }])).toBeUndefined();
});

test.each<[unknown, string]>([
  [undefined, "ERR_INVALID_ARG_TYPE"],
  [[undefined], "ERR_INVALID_ARG_TYPE"],
  [[{ level: 1, type: 1, data: "text" }], "ERR_INVALID_ARG_TYPE"],
  [[{ level: 2 ** 31, type: 1, data: new Uint8Array() }], "ERR_OUT_OF_RANGE"],
  [[{ level: 1, type: Number.NaN, data: new Uint8Array() }], "ERR_OUT_OF_RANGE"],
])("%o is refused: %s", (messages, code) => {
  expect(() => encodeControl(messages as ControlMessage[])).toThrow(expect.objectContaining({ code }));
});

test.each<[unknown, string]>([
  [5, "ERR_INVALID_ARG_TYPE"],
  [["5"], "ERR_INVALID_ARG_TYPE"],
  [[-1], "ERR_OUT_OF_RANGE"],
])("descriptors %o are refused: %s", (fds, code) => {
  expect(() => rights(fds as number[])).toThrow(expect.objectContaining({ code }));
});

test("any list survives the way to bytes and back", () => {
  const random = seeded(5);
  for (let run = 0; run < 2000; run++) {
    const messages = Array.from({ length: random.below(5) }, () => ({
      level: random.below(2 ** 32) - 2 ** 31,
      type: random.below(2 ** 32) - 2 ** 31,
      data: random.bytes(random.below(40)),
    }));
    const bytes = encodeControl(messages);
    expect(bytes.length % 8).toBe(0);
    expect(decodeControl(bytes)).toEqual(messages);
    // As the kernel leaves it when there is no room for more: what is whole is there.
    const cut = decodeControl(bytes.subarray(0, random.below(bytes.length + 1)));
    expect(cut.slice(0, -1)).toEqual(messages.slice(0, Math.max(0, cut.length - 1)));
  }
});

test("no bytes make it fail or go on for ever", () => {
  const random = seeded(6);
  for (let run = 0; run < 5000; run++) {
    const bytes = Buffer.from(random.bytes(random.below(100)));
    // Lengths that are plausible, small, or beyond everything.
    for (let at = 0; at + 8 <= bytes.length; at += 8) {
      if (random.below(2) === 0) bytes.writeBigUInt64LE(BigInt(random.pick([0, 1, 15, 16, 17, 40, 2 ** 40])), at);
    }
    expect(decodeControl(bytes).length).toBeLessThan(7);
  }
});
