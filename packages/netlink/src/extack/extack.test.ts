import { describe, expect, test } from "vitest";
import { nsidMessage } from "../nsid/message.js";
import { explain } from "./extack.js";
import { describePolicy } from "./policy.js";

const payload = nsidMessage.encode({ attributes: { fd: 7, nsid: 5 } });
const request = { codec: nsidMessage, payload };

test("an offset, counted from the request's header, becomes a path", () => {
  expect(explain({ msg: "Peer netns reference is invalid", offs: 20 }, request)).toEqual({
    message: "Peer netns reference is invalid",
    offset: 20,
    path: "nsid.fd",
  });
  expect(explain({ offs: 28 }, request).path).toBe("nsid.nsid");
  expect(explain({ offs: 16 }, request).path).toBe("nsid.family");
  expect(explain({ offs: 4 }, request).path).toBeUndefined();
  expect(explain({ offs: 20 }).path).toBeUndefined();
});

test("a missing attribute has the kernel's name", () => {
  expect(explain({ missType: 1 }, request).missing).toEqual({ type: 1, nest: "nsid", name: "NETNSA_NSID" });
  expect(explain({ missType: 99 }, request).missing).toEqual({ type: 99, nest: "nsid" });
  expect(explain({ missType: 3, missNest: 20 }, request).missing).toEqual({ type: 3, nest: "nsid.fd" });
  expect(explain({ missType: 3 }).missing).toEqual({ type: 3 });
});

test("a request that is malformed itself leaves the offset a number", () => {
  const malformed = { codec: nsidMessage, payload: Uint8Array.of(0, 0, 0, 0, 1, 0, 1, 0) };
  expect(explain({ offs: 20 }, malformed)).toEqual({ offset: 20 });
});

describe("a policy in words", () => {
  test.each([
    [{ type: 4, maxValueU: 255n }, "expected u32, at most 255"],
    [{ type: 8, minValueS: -1n, maxValueS: 7n }, "expected s32, at least -1, at most 7"],
    [{ type: 10, minLength: 2, maxLength: 6 }, "expected bytes, at least 2 bytes, at most 6 bytes"],
    [{ type: 15, bitfield32Mask: 3 }, "expected bitfield32, only bits of 0x3"],
    [{ type: 5, mask: 240n }, "expected u64, only bits of 0xf0"],
    [{ type: 99 }, "expected type 99"],
    [{}, "expected something else"],
  ])("%o", (policy, words) => {
    expect(describePolicy(policy)).toBe(words);
    expect(explain({ policy }).expected).toBe(words);
  });
});
