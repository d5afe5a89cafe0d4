import type { AllKindCases } from "./case.js";

/** Ethernet over UDP. */
export const overlays = {
  vxlan: {
    cases: ({ lower }) => [
      {
        about: "IPv4",
        data: {
          id: 100,
          group: "192.0.2.9",
          link: lower(0),
          local: "192.0.2.1",
          ttl: 64,
          tos: 0x20,
          learning: 0,
          ageing: 600,
          limit: 5000,
          portRange: { low: 32768, high: 40000 },
          proxy: 1,
          rsc: 1,
          l2miss: 1,
          l3miss: 1,
          port: 4790,
          udpCsum: 1,
          remcsumTx: 1,
          remcsumRx: 1,
          gbp: true,
          remcsumNopartial: true,
          df: 1,
          localbypass: 0,
        },
        since: { localbypass: "6.5" },
      },
      {
        about: "IPv6",
        data: {
          id: 101,
          group6: "2001:db8::2",
          link: lower(0),
          local6: "2001:db8::1",
          port: 4791,
          udpZeroCsum6Tx: 1,
          udpZeroCsum6Rx: 1,
          label: 0x12345,
          labelPolicy: 0,
          ttlInherit: true,
        },
        // A flag in requests, a switch in answers.
        told: { ttlInherit: 1 },
        again: { ttlInherit: true },
        since: { labelPolicy: "6.7" },
      },
      { about: "external", data: { collectMetadata: 1, gpe: true, learning: 0, port: 4792 } },
      { about: "filter", data: { collectMetadata: 1, vnifilter: 1, learning: 0, port: 4793 } },
      {
        about: "reserved bits",
        // All but those of the VNI and of its flag.
        data: { id: 102, reservedBits: 0xf70000000000000fn },
        // Those take bits by being there, also when they say no.
        again: { reservedBits: 0xf70000000000000fn, remcsumTx: undefined, remcsumRx: undefined },
        since: { reservedBits: "6.14" },
      },
      {
        about: "group",
        data: { id: 103, group: "239.1.1.1", link: lower(0), mcRoute: 1 },
        // Linux 6.18 takes it, and tells nothing of it.
        told: { mcRoute: undefined },
        again: { mcRoute: 1 },
      },
    ],
    notAgain: {
      ttlInherit: "a flag says no by being left out",
      reservedBits: "what is told by default overlaps with bits in use, which is refused",
    },
  },
  geneve: {
    cases: () => [
      {
        about: "IPv4",
        data: {
          id: 1000,
          remote: "192.0.2.9",
          ttl: 32,
          tos: 0x10,
          port: 6085,
          udpCsum: 1,
          df: 1,
          portRange: { low: 32768, high: 40000 },
        },
        since: { portRange: "6.15" },
      },
      {
        about: "IPv6",
        data: {
          id: 1001,
          remote6: "2001:db8::9",
          label: 0x54321,
          ttlInherit: 1,
          udpZeroCsum6Tx: 1,
          udpZeroCsum6Rx: 1,
        },
        again: { ttl: undefined, ttlInherit: 1 },
      },
      { about: "external", data: { collectMetadata: true, port: 6086 } },
      { about: "inner protocol", data: { id: 1002, remote: "192.0.2.10", innerProtoInherit: true } },
    ],
    notAgain: { ttlInherit: "it comes before ttl, also when it says no" },
    notGiven: {
      groHint: "Linux 7.1 has it, and none of the kernels here is as new",
      local: "Linux 7.2 has it, and none of the kernels here is as new",
      local6: "Linux 7.2 has it, and none of the kernels here is as new",
    },
  },
} satisfies Partial<AllKindCases>;
