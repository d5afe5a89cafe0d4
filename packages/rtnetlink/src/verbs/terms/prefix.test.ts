import { expect, test } from "vitest";
import {
  AF_INET,
  AF_INET6,
  bitsIn,
  familyOf,
  familyOfVersion,
  parseDestination,
  parsePrefix,
  versionOf,
} from "./prefix.js";

test.each([
  ["192.0.2.0/24", AF_INET, "192.0.2.0", 24],
  ["192.0.2.1", AF_INET, "192.0.2.1", 32],
  ["0.0.0.0/0", AF_INET, "0.0.0.0", 0],
  // Bits behind the prefix are the kernel's to judge: an address with its network's length has them.
  ["192.0.2.1/24", AF_INET, "192.0.2.1", 24],
  ["2001:db8::/32", AF_INET6, "2001:db8::", 32],
  ["2001:db8::1", AF_INET6, "2001:db8::1", 128],
  ["::/0", AF_INET6, "::", 0],
  ["::ffff:192.0.2.1/128", AF_INET6, "::ffff:192.0.2.1", 128],
])("%s", (text, family, address, length) => {
  expect(parsePrefix(text)).toEqual({ family, address, length });
});

test.each(["192.0.2.0/33", "192.0.2.0/", "192.0.2.0/-1", "192.0.2.0/2.5", "192.0.2.0/24/8", "192.0.2.0/x", "::/129"])(
  "%s is no prefix",
  (text) => {
    expect(() => parsePrefix(text, "destination")).toThrow(RangeError);
    expect(() => parsePrefix(text, "destination")).toThrow(`destination ${JSON.stringify(text)}: the prefix is 0 to`);
  },
);

test("what is no text is said to be none", () => {
  expect(() => parsePrefix(undefined as unknown as string, "from")).toThrow(
    new TypeError('from is written "192.0.2.0/24", not undefined'),
  );
  expect(() => parsePrefix(7 as unknown as string)).toThrow(TypeError);
});

test("the default is of the version that is known, or of IPv4", () => {
  for (const text of ["default", "all"]) {
    expect(parseDestination(text, undefined)).toEqual({ family: AF_INET, address: "0.0.0.0", length: 0 });
    expect(parseDestination(text, 0).family).toBe(AF_INET);
    expect(parseDestination(text, AF_INET6)).toEqual({ family: AF_INET6, address: "::", length: 0 });
  }
  expect(parseDestination("2001:db8::/32", AF_INET).family).toBe(AF_INET6);
  expect(() => parseDestination("10.0.0.0/40", undefined, "to")).toThrow('to "10.0.0.0/40"');
});

test("families and versions", () => {
  expect([familyOf("192.0.2.1"), familyOf("::1")]).toEqual([AF_INET, AF_INET6]);
  expect([familyOfVersion(4), familyOfVersion(6), familyOfVersion(undefined)]).toEqual([AF_INET, AF_INET6, 0]);
  expect([versionOf(AF_INET), versionOf(AF_INET6)]).toEqual([4, 6]);
  expect([bitsIn(AF_INET), bitsIn(AF_INET6)]).toEqual([32, 128]);
  expect(() => familyOfVersion(5 as 4)).toThrow(new RangeError("5 is no version of IP: 4 or 6"));
});
