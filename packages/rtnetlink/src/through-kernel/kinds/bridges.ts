import { expect } from "vitest";
import type { AllKindCases } from "./case.js";

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
          forwardDelay: 400,
          helloTime: 300,
          maxAge: 1000,
          ageingTime: 20000,
          stpState: 1,
          priority: 4096,
          groupFwdMask: 0x4008,
          groupAddr: "01:80:c2:00:00:05",
          fdbFlush: true,
          mcastRouter: 2,
          mcastSnooping: 1,
          mcastQueryUseIfaddr: 1,
          mcastQuerier: 1,
          mcastHashElasticity: 5,
          mcastHashMax: 8192,
          mcastLastMemberCnt: 3,
          mcastStartupQueryCnt: 4,
          mcastLastMemberIntvl: 50n,
          mcastMembershipIntvl: 20000n,
          mcastQuerierIntvl: 25000n,
          mcastQueryIntvl: 10000n,
          mcastQueryResponseIntvl: 500n,
          mcastStartupQueryIntvl: 3000n,
          nfCallIptables: 1,
          nfCallIp6tables: 1,
          nfCallArptables: 1,
          mcastStatsEnabled: 1,
          mcastIgmpVersion: 3,
          mcastMldVersion: 2,
          multiBoolopt: { optval: 1, optmask: 1 },
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
        data: {
          vlanFiltering: 1,
          vlanProtocol: 0x88a8,
          vlanDefaultPvid: 5,
          vlanStatsEnabled: 1,
          vlanStatsPerPort: 1,
          multiBoolopt: { optval: 2, optmask: 2 },
        },
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
        data: {
          mode: 1,
          miimon: 100,
          updelay: 200,
          downdelay: 300,
          useCarrier: 1,
          primaryReselect: 1,
          failOverMac: 1,
          resendIgmp: 3,
          numPeerNotif: 2,
          allSlavesActive: 1,
          peerNotifDelay: 400,
          lpInterval: 5,
        },
      },
      {
        about: "ARP",
        data: {
          mode: 1,
          arpInterval: 250,
          arpIpTarget: ["192.0.2.1", "192.0.2.2", "198.51.100.7"],
          arpValidate: 3,
          arpAllTargets: 1,
          missedMax: 5,
          nsIp6Target: ["2001:db8::1", "2001:db8::2"],
        },
        optional: { nsIp6Target: "IPv6" },
      },
      {
        about: "802.3ad",
        data: {
          mode: 4,
          miimon: 100,
          xmitHashPolicy: 1,
          minLinks: 1,
          adLacpRate: 1,
          adSelect: 1,
          adActorSysPrio: 1000,
          adUserPortKey: 7,
          adActorSystem: "02:00:00:00:00:aa",
          adLacpActive: 0,
          coupledControl: 0,
          broadcastNeigh: 1,
        },
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
