import { expect } from "vitest";
import type { AllKindCases } from "./case.js";
import { activeBackup, arpMonitor, bridgeWithoutVlans, bridgeWithVlans, lacp } from "./given/bridges.js";

const BY_PORT = "needs a port: see ports.kernel.test.ts";
const READ_ONLY = "told only";
const NETFILTER = "CONFIG_BRIDGE_NETFILTER";

/** Kinds that have ports. */
export const bridges = {
  bridge: {
    cases: () => [
      {
        about: "all but VLANs",
        data: {
          ...bridgeWithoutVlans,
          fdbFlush: true,
          mcastHashElasticity: 5,
          nfCallIptables: 1,
          nfCallIp6tables: 1,
          nfCallArptables: 1,
          fdbMaxLearned: 1000,
        },
        told: {
          fdbFlush: undefined,
          // Taken and forgotten since Linux 4.21.
          mcastHashElasticity: 16,
          multiBoolopt: expect.objectContaining({ optval: 1 }),
        },
        // Told also by a kernel that refuses it.
        again: { multiBoolopt: { optval: 1, optmask: 1 }, vlanFiltering: undefined },
        since: { fdbMaxLearned: "6.7" },
        optional: {
          nfCallIptables: NETFILTER,
          nfCallIp6tables: NETFILTER,
          nfCallArptables: NETFILTER,
        },
      },
      {
        about: "VLANs",
        data: bridgeWithVlans,
        told: { multiBoolopt: expect.objectContaining({ optval: 2 }) },
        again: { multiBoolopt: { optval: 2, optmask: 2 } },
        needs: { what: "CONFIG_BRIDGE_VLAN_FILTERING", without: "EOPNOTSUPP" },
      },
    ],
    notAgain: { multiBoolopt: "the mask told is that of all options, with some that the kernel may not have" },
    notGiven: {
      rootId: READ_ONLY,
      bridgeId: READ_ONLY,
      rootPort: READ_ONLY,
      rootPathCost: READ_ONLY,
      topologyChange: READ_ONLY,
      topologyChangeDetected: READ_ONLY,
      helloTimer: READ_ONLY,
      tcnTimer: READ_ONLY,
      topologyChangeTimer: READ_ONLY,
      gcTimer: READ_ONLY,
      mcastQuerierState: READ_ONLY,
      fdbNLearned: READ_ONLY,
      stpMode: "Linux 7.1 has it, and none of the kernels here is as new",
    },
  },
  bond: {
    cases: () => [
      {
        about: "active-backup",
        data: activeBackup,
      },
      {
        about: "ARP",
        data: arpMonitor,
        optional: { nsIp6Target: "IPv6" },
      },
      {
        about: "802.3ad",
        data: { ...lacp, coupledControl: 0, broadcastNeigh: 1 },
        since: { coupledControl: "6.8", broadcastNeigh: "6.17" },
        // bond_fill_info() asks for CAP_NET_ADMIN in the first user namespace before it tells the first three.
        privileged: "the actor's attributes are told to root of the first user namespace only",
      },
      { about: "round-robin", data: { mode: 0, packetsPerSlave: 8 } },
      { about: "transmit load balancing", data: { mode: 5, miimon: 100, tlbDynamicLb: 0 } },
    ],
    exclusive: "each mode has its own",
    notGiven: {
      activeSlave: BY_PORT,
      primary: BY_PORT,
      adInfo: READ_ONLY,
      lacpStrict: "Linux 7.1 has it, and none of the kernels here is as new",
    },
  },
} satisfies Partial<AllKindCases>;
