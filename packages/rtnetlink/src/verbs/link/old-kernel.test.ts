import { linkMessage, NLM_F_MULTI, otherCase, RTM_NEWLINK } from "@netns/netlink";
import { describe, expect, test } from "vitest";
import { openClient } from "../../client.js";
import { done, fakeKernel, reply, type SentRequest } from "../../testing/index.js";
import { listLinks } from "./list.js";

type Attributes = NonNullable<Parameters<typeof linkMessage.encode>[0]["attributes"]>;

const link = (index: number, attributes: Attributes, flags = 0) =>
  reply(linkMessage, RTM_NEWLINK, { header: { index, flags }, attributes }, NLM_F_MULTI);
const asked = ({ payload }: SentRequest) => linkMessage.decode(payload).attributes;

const bridge = link(1, { ifname: "br0", linkinfo: { kind: "bridge" } }, 1);
const port = link(2, { ifname: "port", master: 1, linkinfo: { kind: "veth" } });
const other = link(3, { ifname: "other", linkinfo: { kind: "veth" } }, 1);

describe("a list of links, where the kernel passes over a filter", () => {
  test("of a kind or a master is the same, and says who has filtered", () => {
    const { system, requests } = fakeKernel(() => [[bridge, port, other, done()]]);
    using client = openClient({ system });
    const { entries, filteredBy } = listLinks(client, { kind: "veth", master: 1, up: false });
    expect(entries.map(({ name }) => name)).toEqual(["port"]);
    expect(filteredBy).toEqual({ kernel: [], client: ["kind", "master", "up"] });
    expect(requests.map(asked)).toMatchObject([{ master: 1, linkinfo: { kind: "veth" } }]);
  });

  test("of those without a master is the same where nothing has that one (before Linux 5.16)", () => {
    const { system } = fakeKernel((request) =>
      asked(request).master === undefined ? [[bridge, port, other, done()]] : [[done()]],
    );
    using client = openClient({ system });
    const { entries, filteredBy } = listLinks(client, { master: false });
    expect(entries.map(({ name }) => name)).toEqual(["br0", "other"]);
    expect(filteredBy).toEqual({ kernel: [], client: ["master"] });
  });

  test("by the kernel is told as such", () => {
    const { system } = fakeKernel(() => [[other, done()]]);
    using client = openClient({ system });
    expect(listLinks(client, { kind: "veth", up: true }).filteredBy).toEqual({ kernel: ["kind"], client: ["up"] });
  });
});

test("a kind that the codec does not have is its name, and its data are bytes", () => {
  const data = new Uint8Array([1, 2, 3, 4]);
  const new7 = link(7, { ifname: "new7", linkinfo: { kind: otherCase("brandnew"), data } });
  const { system } = fakeKernel(() => [[new7, done()]]);
  using client = openClient({ system });
  expect(listLinks(client).entries).toMatchObject([{ name: "new7", kind: "brandnew", data }]);
});
