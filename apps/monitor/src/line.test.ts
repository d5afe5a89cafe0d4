import type { WatchEvent } from "@netns/core";
import { expect, test } from "vitest";
import { asJson, asText } from "./line.js";

const blue = { name: "blue", rawName: Buffer.from("blue") };
const observer = { device: 4n, inode: 4026531840n };
const strange = { name: "\ufffdx", rawName: Buffer.from([0xff, 0x78]) };

test.each<[WatchEvent, string | undefined, string | undefined]>([
  [{ type: "snapshot", names: [blue], nsids: [1], targets: [], observer, complete: true }, undefined, undefined],
  [{ type: "name-added", ...blue }, "add blue", '{"version":1,"type":"name-added","name":"blue"}'],
  [{ type: "name-deleted", ...blue }, "delete blue", '{"version":1,"type":"name-deleted","name":"blue"}'],
  [
    { type: "name-added", ...strange },
    "add \ufffdx",
    '{"version":1,"type":"name-added","name":"\ufffdx","raw":"ff78"}',
  ],
  [
    { type: "nsid-added", nsid: 0, observer, targetNsid: undefined },
    "nsid 0",
    '{"version":1,"type":"nsid-added","nsid":0,"observer":{"device":4,"inode":4026531840}}',
  ],
  [
    { type: "nsid-deleted", nsid: 7, observer, targetNsid: undefined },
    "deleted nsid 7",
    '{"version":1,"type":"nsid-deleted","nsid":7,"observer":{"device":4,"inode":4026531840}}',
  ],
  [
    { type: "nsid-added", nsid: 0, observer, targetNsid: 5 },
    "[nsid 5]nsid 0",
    '{"version":1,"type":"nsid-added","nsid":0,"observer":{"device":4,"inode":4026531840},"targetNsid":5}',
  ],
  [
    { type: "resync", reason: "netlink-overrun", complete: false },
    "resync netlink-overrun",
    '{"version":1,"type":"resync","reason":"netlink-overrun","complete":false}',
  ],
])("%o", (event, text, json) => {
  expect(asText(event)).toBe(text);
  expect(asJson(event)).toBe(json);
});
