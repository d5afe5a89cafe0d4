import { expect } from "vitest";
import type { Lab } from "../lab.js";
import type { AllKindCases } from "./case.js";
import { amtGateway, hsr, macsec, vlan } from "./given/plain.js";

/** The kernel tells the other end in IFLA_LINK alone. */
function expectPeer(lab: Lab, link: { readonly attributes: { readonly link?: number } }): void {
  const peer = lab.link("peer");
  expect(peer.attributes).toMatchObject({ ifname: "peer", txqlen: 77, numTxQueues: 2 });
  expect(link.attributes.link).toBe(peer.header.index);
}

const peer = { header: { index: 4321 }, attributes: { ifname: "peer", txqlen: 77, numTxQueues: 2 } };

/** Kinds with few attributes of their own, or none. */
export const plainKinds = {
  dummy: { cases: () => [{}] },
  ifb: { cases: () => [{ link: { numTxQueues: 2 } }] },
  nlmon: { cases: () => [{}] },
  vcan: { cases: () => [{ link: { mtu: 72 } }] },
  vsockmon: { cases: () => [{}] },
  team: { cases: () => [{}] },
  wireguard: { cases: () => [{}] },
  pfcp: { cases: () => [{}] },
  veth: {
    cases: () => [{ data: { peer }, told: { peer: undefined }, again: { peer }, check: expectPeer }],
  },
  vxcan: {
    cases: () => {
      const canPeer = { header: { index: 4321 }, attributes: { ifname: "peer", txqlen: 77 } };
      return [{ data: { peer: canPeer }, told: { peer: undefined }, again: { peer: canPeer } }];
    },
  },
  netkit: {
    cases: () => [
      {
        about: "layer 2",
        data: { mode: 0, policy: 2, peerPolicy: 2, scrub: 0, peerScrub: 0, headroom: 64, tailroom: 32, peerInfo: peer },
        told: { peerInfo: undefined },
        again: { peerInfo: peer },
        since: { scrub: "6.13", peerScrub: "6.13", headroom: "6.14", tailroom: "6.14" },
        check: (lab, link) => {
          expectPeer(lab, link);
          expect(lab.link("peer").attributes.linkinfo).toMatchObject({ data: { primary: 0 } });
          expect(link.attributes.linkinfo).toMatchObject({ data: { primary: 1 } });
        },
      },
      { about: "layer 3", data: { mode: 1, policy: 0, peerPolicy: 0 } },
    ],
    notGiven: { primary: "told only", pairing: "Linux 7.0 has it, and none of the kernels here is as new" },
  },
  vlan: {
    cases: ({ lower }) => [
      {
        link: { link: lower(0) },
        data: {
          ...vlan,
          // REORDER_HDR is on unless it is said; LOOSE_BINDING.
          flags: { flags: 4, mask: 5 },
        },
        told: { flags: { flags: 4, mask: 0xffffffff } },
        again: { flags: { flags: 4, mask: 5 } },
      },
    ],
  },
  vrf: { cases: () => [{ data: { table: 1000 } }] },
  ipvlan: {
    cases: ({ lower }) => [
      { about: "private", link: { link: lower(0) }, data: { mode: 1, flags: 1 } },
      { about: "vepa", link: { link: lower(0) }, data: { mode: 2, flags: 2 } },
    ],
  },
  ipvtap: { cases: ({ lower }) => [{ link: { link: lower(0) }, data: { mode: 0, flags: 1 } }] },
  xfrm: {
    cases: ({ lower }) => [
      { data: { link: lower(0), ifId: 100 } },
      { about: "external", data: { collectMetadata: true } },
    ],
  },
  batadv: {
    cases: () => [{ data: { algoName: "BATMAN_IV" }, told: { algoName: undefined }, again: { algoName: "BATMAN_IV" } }],
  },
  // The two numbers are one in the kernel, and the second one given counts.
  caif: { cases: () => [{ data: { ipv4Connid: 1, ipv6Connid: 2, loopback: 1 }, told: { ipv4Connid: 2 } }] },
  ovpn: {
    cases: () => [
      { about: "to one", data: { mode: 0 } },
      { about: "to many", data: { mode: 1 } },
    ],
  },
  ppp: {
    cases: ({ file }) => {
      const devFd = file("/dev/ppp");
      return [
        {
          data: { devFd },
          told: { devFd: undefined },
          // Once attached, a descriptor stays so.
          again: { devFd: file("/dev/ppp") },
          privileged: "only root of the first user namespace may open /dev/ppp",
        },
      ];
    },
  },
  rmnet: {
    cases: ({ lower }) => [
      {
        link: { link: lower(0) },
        data: { muxId: 5, flags: { flags: 5, mask: 15 } },
        told: { flags: expect.objectContaining({ flags: 5 }) },
        again: { flags: { flags: 5, mask: 15 } },
      },
    ],
  },
  gtp: {
    cases: ({ udp }) => [
      {
        about: "sockets given",
        data: { fd0: udp(0), fd1: udp(1), pdpHashsize: 1024, role: 1, restartCount: 7 },
        told: { fd0: undefined, fd1: undefined },
        again: { fd0: udp(2), fd1: udp(3) },
      },
      {
        about: "sockets made",
        data: { createSockets: 1, role: 0, local: "127.0.0.1" },
        told: { createSockets: undefined, local: undefined },
        again: { createSockets: 1, local: "127.0.0.1" },
      },
      {
        about: "IPv6 sockets made",
        data: { createSockets: 1, role: 0, local6: "::" },
        told: { createSockets: undefined, local6: undefined },
        again: { createSockets: 1, local6: "::" },
      },
    ],
  },
  hsr: {
    cases: ({ lower }) => [
      {
        about: "HSR",
        data: { slave1: lower(0), slave2: lower(1), ...hsr, interlink: lower(2) },
        // The last byte of the address that supervision frames go to.
        told: { multicastSpec: undefined, version: undefined, interlink: undefined },
        again: { multicastSpec: 45, version: 1, interlink: lower(2) },
        check: (_, { attributes: { linkinfo } }) =>
          expect(linkinfo).toMatchObject({ data: { supervisionAddr: "01:15:4e:00:01:2d" } }),
      },
      { about: "PRP", data: { slave1: lower(0), slave2: lower(1), protocol: 1 } },
    ],
    notGiven: { supervisionAddr: "told only", seqNr: "told only" },
  },
  macsec: {
    cases: ({ lower }) => [
      {
        about: "identifier",
        link: { link: lower(0) },
        data: macsec,
      },
      {
        about: "port",
        link: { link: lower(1) },
        data: { port: 11, encrypt: 0, incSci: 0, es: 1, validation: 2, offload: 0 },
        // It is the last part of the identifier.
        told: { port: undefined },
        again: { port: 11, sci: undefined },
        since: { offload: "6.3" },
        check: (_, { attributes: { linkinfo } }) => {
          if (linkinfo?.kind !== "macsec") throw new Error("no macsec");
          expect((linkinfo.data?.sci ?? 0n) & 0xffffn).toBe(11n);
        },
      },
    ],
  },
  bareudp: {
    cases: () => [
      { about: "MPLS", data: { port: 6635, ethertype: 0x8847, srcportMin: 12345 } },
      { about: "several", data: { port: 6636, ethertype: 0x0800, multiprotoMode: true } },
    ],
  },
  amt: {
    cases: ({ lower }) => [
      {
        about: "gateway",
        data: { link: lower(0), ...amtGateway },
      },
      {
        about: "relay",
        data: { mode: 1, link: lower(0), localIp: "192.0.2.1", relayPort: 2270, maxTunnels: 4 },
      },
    ],
    notGiven: { remoteIp: "told only: whom discovery has found" },
  },
} satisfies Partial<AllKindCases>;
