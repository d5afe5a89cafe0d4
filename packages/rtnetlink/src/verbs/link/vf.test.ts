import { linkMessage } from "@netns/netlink";
import { expect, test } from "vitest";
import { encodeVfs } from "./vf.js";

test("a virtual function's settings are the codec's attributes, which make the trip to bytes and back", () => {
  const vfinfoList = encodeVfs([
    {
      index: 0,
      address: "02:00:00:00:00:01",
      vlan: { id: 5, priority: 3 },
      rate: { min: 10, max: 100 },
      spoofCheck: true,
      rssQuery: false,
      trust: true,
      linkState: "disable",
      nodeGuid: 1n,
      portGuid: 2n,
    },
    { index: 1, vlan: { id: 7, protocol: 0x88a8 } },
    { index: 2 },
  ]);
  const told = linkMessage.decode(linkMessage.encode({ attributes: { vfinfoList } })).attributes.vfinfoList;
  expect(told).toEqual({
    info: [
      {
        mac: { vf: 0, mac: "02:00:00:00:00:01" },
        vlan: { vf: 0, vlan: 5, qos: 3 },
        rate: { vf: 0, minTxRate: 10, maxTxRate: 100 },
        spoofchk: { vf: 0, setting: 1 },
        rssQueryEn: { vf: 0, setting: 0 },
        trust: { vf: 0, setting: 1 },
        linkState: { vf: 0, linkState: 2 },
        ibNodeGuid: { vf: 0, guid: 1n },
        ibPortGuid: { vf: 0, guid: 2n },
      },
      { vlanList: { info: [{ vf: 1, vlan: 7, qos: 0, vlanProto: 0x88a8 }] } },
      {},
    ],
  });
});
