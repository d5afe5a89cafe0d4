import { expect, expectTypeOf, test } from "vitest";
import { locate } from "../message/locate.js";
import { expectWire, hex, toHex } from "../testing/wire.js";
import { nduseroptMessage } from "./message.js";

const digits = `0a00 1800 03000000 86 00 0000 00000000
  19030000 00000258 20010db8 00000000 00000000 00000053
  14000100 fe800000 00000000 dc9e0dff fe7036a1`;

// a router's advertisement with a name server was received     kernel 6.18
test("options stand between the header and the attributes", () => {
  expectWire(nduseroptMessage, digits, {
    header: {
      family: 10,
      ifindex: 3,
      icmpType: 134,
      icmpCode: 0,
      options: hex("19030000 00000258 20010db8 00000000 00000000 00000053"),
    },
    attributes: [{ name: "srcaddr", value: "fe80::dc9e:dff:fe70:36a1" }],
  });
});

test("all other ways to the attributes pass over them too", () => {
  const payload = hex(digits);
  const little = { order: "little" } as const;
  const { header, attributes } = nduseroptMessage.decode(payload, little);
  expect(attributes).toEqual({ srcaddr: "fe80::dc9e:dff:fe70:36a1" });
  expect(nduseroptMessage.decode(payload, little)).toEqual({ header, attributes });
  expect(locate(nduseroptMessage, payload, 44, little).path.join(".")).toBe("nduseropt.srcaddr");
  expect(nduseroptMessage.attributes.constants).toEqual({ NDUSEROPT_SRCADDR: 1 });
  expectTypeOf(header.options).toEqualTypeOf<Uint8Array>();
});

test("their length is checked", () => {
  const message = (optsLen: string) => hex(`0a00 ${optsLen} 03000000 86 00 0000 00000000 19030000 00000258`);
  expect(() => nduseroptMessage.decode(message("1000"), { order: "little" })).toThrow(
    "cannot decode nduseropt at byte 2: 16 bytes of options, where 8 are left",
  );
  expect(() => nduseroptMessage.decode(message("0400"), { order: "little" })).toThrow("no multiple of 8");
  expect(() => nduseroptMessage.encode({ header: { options: new Uint8Array(7) } })).toThrow("no multiple of 8");
  expect(toHex(nduseroptMessage.encode({}))).toBe("00000000 00000000 00000000 00000000");
});
