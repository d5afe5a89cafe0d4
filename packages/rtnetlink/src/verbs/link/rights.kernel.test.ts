import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { openClient } from "../../client.js";
import { Lab } from "../../through-kernel/lab.js";
import { withoutRights } from "../../through-kernel/other-process.js";
import { setNsid } from "../nsid.js";

/** What each verb is refused with, in the order of the calls. */
const program = `
  import * as verbs from "@netns/rtnetlink";
  const client = verbs.openClient();
  const codes = [
    () => verbs.addLink(client, { kind: "ifb", name: "it" }),
    () => verbs.replaceLink(client, { kind: "ifb", name: "it" }),
    () => verbs.setLink(client, "lo", { up: true }),
    () => verbs.moveLink(client, "lo", { pid: process.pid }),
    () => verbs.deleteLink(client, "lo"),
    () => verbs.addAltNames(client, "lo", ["one"]),
    () => verbs.deleteAltNames(client, "lo", ["one"]),
    () => verbs.getLink(client, "lo", { targetNsid: 5 }),
    () => verbs.listLinks(client, {}, { targetNsid: 5 }),
    () => verbs.getLinkStatistics(client, "lo", { targetNsid: 5 }),
    () => verbs.resolveLink(client, "lo", { targetNsid: 5 }),
    () => verbs.getLink(client, "lo"),
  ].map((work) => {
    try {
      work();
      return "none";
    } catch (error) {
      return error.code;
    }
  });
  console.log(JSON.stringify(codes));
`;

kernelTest("without rights nothing is changed, and no other namespace looked into", () => {
  using lab = new Lab();
  using client = openClient();
  setNsid(client, lab.namespace, 5);
  expect(withoutRights(program)).toEqual([
    ...Array.from({ length: 7 }, () => "EPERM"),
    ...Array.from({ length: 4 }, () => "EACCES"),
    "none",
  ]);
});
