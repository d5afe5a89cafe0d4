import { expect, test } from "vitest";
import { hex, toHex } from "../testing/wire.js";
import { flagNames, NLM_F_CAPPED, NLM_F_MULTI, NLM_F_REPLACE, NLMSG_ERROR } from "./flags.js";
import { decodeFrames, encodeFrame } from "./frame.js";

const little = { order: "little" } as const;
const header = { type: 90, flags: 0x301, sequence: 1, portId: 0 };

test("a message is its header and its payload, and ends at a multiple of four", () => {
  const bytes = encodeFrame(header, hex("aabbcc"), little);
  expect(toHex(bytes)).toBe("13000000 5a000103 01000000 00000000 aabbcc00");
  const { frames, trailing } = decodeFrames(bytes, little);
  expect(frames.map((frame) => [frame.header, frame.payload])).toEqual([[header, hex("aabbcc")]]);
  expect(trailing).toBeUndefined();
});

test("several in one datagram, in both orders", () => {
  for (const order of ["little", "big"] as const) {
    const one = encodeFrame(header, hex("aabbcc"), { order });
    const two = encodeFrame({ ...header, sequence: 0xffffffff, portId: 0x80000001 }, hex(""), { order });
    const { frames } = decodeFrames(Uint8Array.from([...one, ...two]), { order });
    expect(frames.map((frame) => frame.header)).toEqual([
      header,
      { ...header, sequence: 0xffffffff, portId: 0x80000001 },
    ]);
  }
});

test.each([
  ["a length past the end", "14000000 5a000000 00000000 00000000"],
  ["a length below its own header", "0f000000 5a000000 00000000 00000000"],
  ["a length near 2 ** 32", "fdffffff 5a000000 00000000 00000000"],
  ["no room for a header", "10000000 5a0000"],
])("%s is reported, and what came before is kept", (_, digits) => {
  const good = encodeFrame(header, hex(""), little);
  const { frames, trailing } = decodeFrames(Uint8Array.from([...good, ...hex(digits)]), little);
  expect(frames).toHaveLength(1);
  expect(trailing).toEqual(hex(digits));
});

test("a last message without its padding is whole", () => {
  const bytes = encodeFrame(header, hex("aabbcc"), little).subarray(0, 19);
  const { frames, trailing } = decodeFrames(bytes, little);
  expect(frames.map((frame) => [frame.header, frame.payload])).toEqual([[header, hex("aabbcc")]]);
  expect(trailing).toBeUndefined();
});

test("a header that does not fit is refused", () => {
  expect(() => encodeFrame({ ...header, type: 65536 }, hex(""))).toThrow("cannot encode header.type");
  expect(() => encodeFrame({ ...header, sequence: -1 }, hex(""))).toThrow("cannot encode header.sequence");
});

test("the same bit has another name on an answer, a GET and a NEW", () => {
  expect(flagNames(NLM_F_CAPPED | NLM_F_MULTI, NLMSG_ERROR)).toEqual(["NLM_F_MULTI", "NLM_F_CAPPED"]);
  expect(flagNames(0x300, 90, "RTM_GETNSID")).toEqual(["NLM_F_ROOT", "NLM_F_MATCH"]);
  expect(flagNames(NLM_F_REPLACE | 0x8000, 88, "RTM_NEWNSID")).toEqual(["NLM_F_REPLACE", "0x8000"]);
});
