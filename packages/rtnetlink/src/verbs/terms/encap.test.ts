import { routeMessage } from "@netns/netlink";
import { expect, test } from "vitest";
import { type Encap, encapAttributes, encapOf } from "./encap.js";

const header = { family: 10 };

/** As the kernel would tell it, of what we have said. */
function told(encap: Encap): Encap | undefined {
  const attributes = encapAttributes(encap) as object;
  return encapOf(routeMessage.decode(routeMessage.encode({ header, attributes })).attributes);
}

test.each<Encap>([
  { type: "mpls", dst: "100/200", ttl: 5 },
  { type: "ip", id: 7n, dst: "203.0.113.5", src: "192.0.2.1", ttl: 9, tos: 4, flags: 0 },
  { type: "ila", locator: 5n, csumMode: 2 },
  { type: "ip6", id: 7n, dst: "2001:db8::5", hoplimit: 9 },
  { type: "seg6local", action: 3, table: 100 },
  { type: "ioam6", mode: 1, freqK: 1, freqN: 2 },
  { type: "xfrm", ifId: 100, link: 3 },
  { type: 77, data: new Uint8Array([1, 2, 3]) },
])("$type is told as it was said", (encap) => {
  expect(told(encap)).toEqual(encap);
});

test("segments", () => {
  const encap: Encap = { type: "seg6", srh: { mode: 1, srh: { segments: ["2001:db8::100", "2001:db8::101"] } } };
  expect(told(encap)).toMatchObject(encap);
});

test("nothing is nothing", () => {
  expect(encapAttributes(undefined)).toEqual({});
  expect(encapOf({})).toBeUndefined();
  expect(encapOf({ encapType: 0 })).toBeUndefined();
});

test("a type that there is not", () => {
  // @ts-expect-error: no such type
  expect(() => encapAttributes({ type: "gre" })).toThrow(
    new RangeError(
      '"gre" is no type of encapsulation: mpls, ip, ila, ip6, seg6, bpf, seg6local, rpl, ioam6, xfrm, or a number',
    ),
  );
});

test("a field of another type is not taken", () => {
  // @ts-expect-error: of a segment
  const wrong: Encap = { type: "mpls", action: 3 };
  expect(wrong).toBeDefined();
});
