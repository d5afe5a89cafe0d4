import { isIPv4, isIPv6 } from "node:net";
import { expect, test } from "vitest";
import { seeded } from "../testing/random.js";
import { formatIpv4, formatIpv6, parseIpv4, parseIpv6 } from "./ip-text.js";

const v6 = (text: string) => formatIpv6(parseIpv6("a", text));

test("IPv4 is four decimal numbers", () => {
  expect([...parseIpv4("a", "127.0.0.1")]).toEqual([127, 0, 0, 1]);
  expect(formatIpv4(Uint8Array.of(255, 0, 10, 1))).toBe("255.0.10.1");
});

test.each([
  "",
  "1.2.3",
  "1.2.3.4.5",
  "256.1.1.1",
  "01.2.3.4",
  "1.2.3.",
  " 1.2.3.4",
  "1.2.3.4\n",
  "0x1.2.3.4",
  "١.2.3.4",
])("%j is no IPv4 address", (text) => {
  expect(() => parseIpv4("address", text)).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARG_VALUE" }));
});

// The texts of RFC 5952, sections 4 and 5.
test.each([
  ["2001:0db8::0001", "2001:db8::1"],
  ["2001:db8:0:0:0:0:2:1", "2001:db8::2:1"],
  ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
  ["2001:0:0:1:0:0:0:1", "2001:0:0:1::1"],
  ["2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
  ["2001:DB8::A", "2001:db8::a"],
  ["::ffff:192.0.2.1", "::ffff:192.0.2.1"],
  ["::ffff:c000:201", "::ffff:192.0.2.1"],
  ["::192.0.2.1", "::192.0.2.1"],
  ["64:ff9b::192.0.2.33", "64:ff9b::c000:221"],
  ["0:0:0:0:0:0:0:0", "::"],
  ["::1", "::1"],
  ["1::", "1::"],
  ["1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"],
  ["::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"],
])("%s is written %s", (text, written) => {
  expect(v6(text)).toBe(written);
});

test.each([
  "",
  ":",
  ":::",
  "1",
  "1:2:3:4:5:6:7",
  "1:2:3:4:5:6:7:8:9",
  "1::2::3",
  "1:2:3:4:5:6:7:8::",
  "12345::",
  "g::",
  "::1%eth0",
  "1.2.3.4",
  "1.2.3.4::",
  "::1.2.3",
  "::1.2.3.4:5",
  ":1:2:3:4:5:6:7:8",
  "1:2:3:4:5:6:7:1.2.3.4",
])("%j is no IPv6 address", (text) => {
  expect(() => parseIpv6("address", text)).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARG_VALUE" }));
});

test("what is no text is a wrong type", () => {
  for (const value of [undefined, 5, null, ["::"]]) {
    expect(() => parseIpv4("a", value as never)).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARG_TYPE" }));
    expect(() => parseIpv6("a", value as never)).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARG_TYPE" }));
  }
});

test("any bytes survive the way to text and back, and Node takes the text", () => {
  const random = seeded(1);
  for (let run = 0; run < 2000; run++) {
    const v4 = random.bytes(4);
    expect(parseIpv4("a", formatIpv4(v4))).toEqual(v4);
    // Many zeros, so that there are runs of them.
    const bytes = random.bytes(16).map((byte) => (random.below(3) === 0 ? byte : 0));
    const text = formatIpv6(bytes);
    expect(parseIpv6("a", text)).toEqual(bytes);
    expect(isIPv6(text)).toBe(true);
  }
});

test("on random text we agree with Node about what an address is", () => {
  const random = seeded(2);
  const accepts = (parse: () => unknown) => {
    try {
      parse();
      return true;
    } catch {
      return false;
    }
  };
  for (let run = 0; run < 20_000; run++) {
    const pieces = ["0", "1", "9", "f", "255", "::", ":", ":", ".", "1.2.3.4", "ffff", "00"];
    const text = Array.from({ length: random.below(16) }, () => random.pick(pieces)).join("");
    expect([text, accepts(() => parseIpv6("a", text))]).toEqual([text, isIPv6(text)]);
    expect([text, accepts(() => parseIpv4("a", text))]).toEqual([text, isIPv4(text)]);
  }
});
