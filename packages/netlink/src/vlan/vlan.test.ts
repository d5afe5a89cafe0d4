import { expect, expectTypeOf, test } from "vitest";
import { locate } from "../message/locate.js";
import { expectWire, hex } from "../testing/wire.js";
import { vlanDumpMessage, vlanMessage } from "./message.js";

// after `bridge vlan add dev p0 vid 100-110`     kernel 6.12
test("several VLANs at once", () => {
  const digits = `07000000 04000000
    2c000180 08000100 0000 6400 06000200 6e000000 05000300 03000000 05000900 00000000 05000600 01000000`;
  expectWire(vlanMessage, digits, {
    header: { family: 7, ifindex: 4 },
    attributes: [
      {
        name: "entry",
        value: [
          { name: "info", value: { flags: 0, vid: 100 } },
          { name: "range", value: 110 },
          { name: "state", value: 3 },
          { name: "neighSuppress", value: 0 },
          { name: "mcastRouter", value: 1 },
        ],
      },
    ],
  });
});

// $ bridge -d vlan global show     kernel 6.12, shortened
test("the ports with routers lie in a nest of the multicast database", () => {
  const digits = `07000000 09000000 44000280 06000100 64000000
    38001080 34000200 30000100 04000000
      08000100 00000000 05000200 02000000 08000300 00000000 08000400 00000000 06000500 64000000`;
  const { attributes } = vlanMessage.decode(hex(digits), { order: "little" });
  expect(attributes.globalOptions).toEqual([
    {
      id: 100,
      mcastRouterPorts: {
        router: {
          port: [{ header: { ifindex: 4 }, attributes: { timer: 0, type: 2, inetTimer: 0, inet6Timer: 0, vid: 100 } }],
        },
      },
    },
  ]);
  const payload = hex(digits);
  expect(locate(vlanMessage, payload, 36, { order: "little" }).path.join(".")).toBe(
    "vlan.globalOptions.mcastRouterPorts.router.port.timer",
  );
});

// $ bridge -s vlan show     iproute2, request
test("a request for a dump has an attribute of its own under number 1", () => {
  expectWire(vlanDumpMessage, "07000000 00000000 08000100 01000000", {
    header: { family: 7, ifindex: 0 },
    attributes: [{ name: "flags", value: 1 }],
  });
});

test("entries are always an array", () => {
  const { attributes } = vlanMessage.decode(
    vlanMessage.encode({ attributes: { entry: [{ info: { vid: 5 } }, { info: { vid: 7 } }] } }),
  );
  expect(attributes.entry?.map(({ info }) => info?.vid)).toEqual([5, 7]);
  expectTypeOf(attributes.entry?.[0]?.tunnelInfo?.id).toEqualTypeOf<number | undefined>();
});
