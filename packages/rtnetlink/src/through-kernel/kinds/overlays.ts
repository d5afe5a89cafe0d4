import type { AllKindCases } from "./case.js";
import { geneve4, geneve6, vxlan4, vxlan6 } from "./given/overlays.js";

/** Ethernet over UDP. */
export const overlays = {
  vxlan: {
    cases: ({ lower }) => [
      {
        about: "IPv4",
        data: { link: lower(0), ...vxlan4, remcsumNopartial: true, localbypass: 0 },
        since: { localbypass: "6.5" },
      },
      {
        about: "IPv6",
        data: { link: lower(0), ...vxlan6, labelPolicy: 0 },
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
        data: { ...geneve4, portRange: { low: 32768, high: 40000 } },
        since: { portRange: "6.15" },
      },
      {
        about: "IPv6",
        data: geneve6,
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
