import { expect, test } from "vitest";
import { expectWire, hex } from "../testing/wire.js";
import { ndtStats } from "./attributes.js";
import { neighborTableMessage } from "./message.js";

// $ ip ntable change name ndisc_cache dev d0 ucast_probes 6     iproute2, request
test("a request to change a parameter: the nest has no flag", () => {
  const digits = "00000000 10000100 6e646973 635f6361 63686500 14000600 08000100 03000000 08000a00 06000000";
  expectWire(neighborTableMessage, digits, {
    header: { family: 0 },
    attributes: [
      { name: "name", value: "ndisc_cache" },
      {
        name: "parms",
        flags: 0,
        value: [
          { name: "ifindex", value: 3 },
          { name: "ucastProbes", value: 6 },
        ],
      },
    ],
  });
});

test("times are bigints of ms, and their padding says nothing", () => {
  const digits = "02000000 18000680 04001200 0c000f00 bc020000 00000000 04001200";
  const decoded = neighborTableMessage.decode(hex(digits), { order: "little" });
  expect(decoded.attributes).toEqual({ parms: { locktime: 700n } });
});

test("statistics of an old kernel lack the last one", () => {
  const statistics = { allocs: 17n, destroys: 5n, hashGrows: 1n, resFailed: 0n, lookups: 48n, hits: 3n };
  const older = {
    ...statistics,
    rcvProbesMcast: 0n,
    rcvProbesUcast: 0n,
    periodicGcRuns: 2n,
    forcedGcRuns: 0n,
  };
  const payload = neighborTableMessage.encode({ attributes: { stats: older } });
  expect(payload).toHaveLength(4 + 4 + 80);
  expect(neighborTableMessage.decode(payload).attributes.stats).toEqual(older);
  expect(ndtStats.length).toBe(88);
});
