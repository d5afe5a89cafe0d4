import { addressMessage, linkMessage, RTM_GETADDR, RTM_GETLINK } from "@netns/netlink";
import { expect, test } from "vitest";
import { withWholeLinks } from "./whole-links.js";

const links = (message: object) => ({ codec: linkMessage, type: RTM_GETLINK, message });
const attributesOf = (message: object) => withWholeLinks(links(message)).message.attributes;

test("a dump of links asks for a mask, if only for the sake of their size", () => {
  expect(attributesOf({})).toEqual({ extMask: 0x40 });
  expect(attributesOf({ attributes: { master: 5, extMask: 0 } })).toEqual({ master: 5, extMask: 0x40 });
  expect(withWholeLinks(links({ header: { index: 1 } })).message.header).toEqual({ index: 1 });
});

test("what has one, families' own dumps, lists, and what is not about links stay as they are", () => {
  const decode = () => undefined;
  expect(attributesOf({ attributes: { extMask: 1 } })).toEqual({ extMask: 1 });
  for (const request of [
    links({ header: { family: 7 } }),
    links({ header: { family: 10 }, attributes: {} }),
    links({ attributes: [{ name: "master", value: 5 }] }),
    { codec: addressMessage, type: RTM_GETADDR, message: {} },
    { codec: { ...addressMessage, decode }, type: RTM_GETLINK, message: {} },
  ]) {
    expect(withWholeLinks(request as ReturnType<typeof links>)).toBe(request);
  }
});
