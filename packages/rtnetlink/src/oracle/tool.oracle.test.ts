import { expect } from "vitest";
import { Lab } from "../through-kernel/lab.js";
import { oracleTest, Tool } from "./tool.js";

oracleTest("one command after the other, in a namespace", async () => {
  using lab = new Lab();
  await using ip = new Tool("ip", lab.namespace);
  expect((await ip.show("link show")).map(({ ifname }) => ifname)).toEqual(["lo"]);
  await ip.run("link add near type veth peer name far");
  expect(await ip.show("link show dev near")).toMatchObject([{ ifname: "near", linkinfo: { info_kind: "veth" } }]);
  expect(await ip.show("neighbor show")).toEqual([]);
  await expect(ip.run("link add near type veth")).rejects.toThrow("File exists");
  await expect(ip.show("link show dev none")).rejects.toThrow('Device "none" does not exist');
  expect(await ip.show("link show dev far")).toHaveLength(1);
  await using bridge = new Tool("bridge", lab.namespace);
  await ip.run("link add br0 type bridge");
  await ip.run("link set near master br0");
  expect(await bridge.show("link show")).toMatchObject([{ ifname: "near", master: "br0" }]);
  await expect(bridge.run("vlan add dev far vid 9000")).rejects.toThrow();
});

oracleTest("a tool that ends at a command is started again for the next", async () => {
  using lab = new Lab();
  await using ip = new Tool("ip", lab.namespace);
  expect(await ip.show("link show")).toHaveLength(1);
  await expect(ip.show("link help")).rejects.toThrow(/^ip has ended at link help: Usage: /);
  expect(await ip.show("link show")).toHaveLength(1);
});
