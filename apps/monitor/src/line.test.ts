import type { WatchEvent } from "@netns/core";
import { expect, test } from "vitest";
import { asJson, asText } from "./line.js";

const blue = { name: "blue", rawName: Buffer.from("blue") };
const strange = { name: "\ufffdx", rawName: Buffer.from([0xff, 0x78]) };

test.each<[WatchEvent, string | undefined, string | undefined]>([
  [{ type: "snapshot", names: ["a"], nsids: [1] }, undefined, undefined],
  [{ type: "name-added", ...blue }, "add blue", '{"version":1,"type":"name-added","name":"blue"}'],
  [{ type: "name-deleted", ...blue }, "delete blue", '{"version":1,"type":"name-deleted","name":"blue"}'],
  [
    { type: "name-added", ...strange },
    "add \ufffdx",
    '{"version":1,"type":"name-added","name":"\ufffdx","raw":"ff78"}',
  ],
  [{ type: "nsid-added", nsid: 0 }, "nsid 0", '{"version":1,"type":"nsid-added","nsid":0}'],
  [{ type: "nsid-deleted", nsid: 7 }, "deleted nsid 7", '{"version":1,"type":"nsid-deleted","nsid":7}'],
  [
    { type: "resync", reason: "netlink-overrun" },
    "resync netlink-overrun",
    '{"version":1,"type":"resync","reason":"netlink-overrun"}',
  ],
])("%o", (event, text, json) => {
  expect(asText(event)).toBe(text);
  expect(asJson(event)).toBe(json);
});
