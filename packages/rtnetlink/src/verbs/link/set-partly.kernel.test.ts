import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { Lab } from "../../through-kernel/lab.js";
import { addAddress, listAddresses } from "../address/index.js";
import { addLink } from "./add.js";
import { getLink } from "./get.js";
import { moveLink, setLink } from "./set.js";

kernelTest("of several things that are set, those before the one that fails are done", () => {
  using lab = new Lab();
  const { client } = lab;
  addLink(client, { kind: "ifb", name: "it" });
  addLink(client, { kind: "ifb", name: "taken" });
  // do_setlink (net/core/rtnetlink.c): the MTU before the name, and the description after it.
  const changes = { mtu: 1300, name: "taken", alias: "not done" };
  expect(() => setLink(client, "it", changes)).toThrow(expect.objectContaining({ code: "EEXIST" }));
  expect(getLink(client, "it")).toMatchObject({ mtu: 1300, alias: undefined });
});

kernelTest("a link that has moved is down, and without addresses", () => {
  using lab = new Lab();
  using other = new Lab();
  addLink(lab.client, { kind: "ifb", name: "it", up: true, mtu: 1300 });
  addAddress(lab.client, { address: "192.0.2.1/24", link: "it" });
  moveLink(lab.client, "it", other.namespace);
  expect(getLink(other.client, "it")).toMatchObject({ up: false, mtu: 1300 });
  expect(listAddresses(other.client, { link: "it" }).entries).toEqual([]);
});
