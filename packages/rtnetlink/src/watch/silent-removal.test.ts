import { decodeFrames, encodeMessage, linkFlags, linkMessage, RTM_DELLINK, RTM_NEWLINK } from "@netns/netlink";
import { expect, test } from "vitest";
import { SilentRemovals } from "./silent-removal.js";

const { IFF_UP, IFF_LOWER_UP, IFF_RUNNING } = linkFlags.names;
const UP = IFF_UP | IFF_LOWER_UP | IFF_RUNNING;
const NEW = 0xffffffff;

function link(type: number, flags: number, change = 0, family = 0) {
  const header = { type, flags: 0, sequence: 0, portId: 0 };
  const message = { header: { family, index: 2, flags, change }, attributes: {} };
  const [frame] = decodeFrames(encodeMessage(linkMessage, header, message)).frames;
  if (frame === undefined) throw new Error("no frame");
  return frame;
}

test("a link that is new, or stays as it was, takes nothing with it; one that changes or goes may", () => {
  const removals = new SilentRemovals();
  const heard = [
    link(RTM_NEWLINK, 0, NEW),
    link(RTM_NEWLINK, UP),
    link(RTM_NEWLINK, UP),
    link(RTM_NEWLINK, IFF_UP),
    link(RTM_DELLINK, 0, 0, 7),
    link(RTM_DELLINK, 0),
  ];
  expect(heard.map((frame) => removals.feed(frame))).toEqual([false, true, false, true, false, true]);
});

test("after a loss nothing is known: a link may have been up in between", () => {
  const removals = new SilentRemovals();
  removals.feed(link(RTM_NEWLINK, 0, NEW));
  removals.forget();
  expect(removals.feed(link(RTM_NEWLINK, 0))).toBe(true);
});
