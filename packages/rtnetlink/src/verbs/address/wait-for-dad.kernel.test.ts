import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { Lab } from "../../through-kernel/lab.js";
import { addAddress, DadTimeoutError, getAddress, waitForDad } from "./index.js";

/** A pair whose named end is down for now: nothing is detected before it is up, however slow the machine is. */
function sleepingPair(lab: Lab): number {
  lab.pair("near");
  const index = lab.link("near-peer").header.index;
  lab.setLink(index, {}, { flags: 0, change: 1 });
  return index;
}

const link = "near-peer";

kernelTest("an address is tentative, and then it can be used", async () => {
  using lab = new Lab();
  const index = sleepingPair(lab);
  addAddress(lab.client, { address: "2001:db8::1/64", link });
  addAddress(lab.client, { address: "2001:db8::2/64", link, flags: ["nodad"] });
  addAddress(lab.client, { address: "192.0.2.1/24", link });
  expect(getAddress(lab.client, { address: "2001:DB8:0::1", link })?.flags).toContain("tentative");
  // All that can be used at once, however it is written.
  const once = { addresses: ["2001:DB8::0:2/64", "192.0.2.1"], timeout: 0 };
  expect((await waitForDad(lab.client, link, once)).addresses.map(({ address }) => address)).toEqual([
    "192.0.2.1/24",
    "2001:db8::2/64",
  ]);
  const timedOut = await waitForDad(lab.client, link, { timeout: 1 }).catch((error) => error);
  expect(timedOut).toBeInstanceOf(DadTimeoutError);
  expect(timedOut).toMatchObject({ code: "ERR_DAD_TIMEOUT", timeout: 1, pending: [{ address: "2001:db8::1/64" }] });
  expect(timedOut.message).toBe("still tentative after 1 ms: 2001:db8::1/64; is the link up, with a carrier?");
  lab.up(index);
  const { addresses, failed } = await waitForDad(lab.client, link, { timeout: 60_000 });
  expect(addresses.map(({ address }) => address).sort()).toEqual(["2001:db8::1/64", "2001:db8::2/64"]);
  expect(failed).toEqual([]);
});

kernelTest("what somebody else has is told, also when the kernel takes it away", async () => {
  using lab = new Lab();
  const index = sleepingPair(lab);
  for (const address of ["2001:db8::1/64", "2001:db8::2/64"]) {
    addAddress(lab.client, { address, link: "near", flags: ["nodad"] });
  }
  addAddress(lab.client, { address: "2001:db8::1/64", link });
  addAddress(lab.client, { address: "2001:db8::2/64", link, validLifetime: 100_000 });
  addAddress(lab.client, { address: "2001:db8::3/64", link });
  const waiting = waitForDad(lab.client, link, { timeout: 60_000 });
  lab.up(index);
  const { addresses, failed } = await waiting;
  expect(addresses.map(({ address }) => address)).toEqual(["2001:db8::3/64"]);
  expect(failed).toMatchObject([{ address: "2001:db8::1/64" }, { address: "2001:db8::2/64" }]);
  expect(failed[0]?.flags).toContain("dadfailed");
  expect(getAddress(lab.client, { address: "2001:db8::2", link })).toBeUndefined();
  // It is known already.
  const known = await waitForDad(lab.client, link, { addresses: ["2001:db8::1"], timeout: 0 });
  expect(known).toMatchObject({ addresses: [], failed: [{ address: "2001:db8::1/64" }] });
});

kernelTest("waiting ends with the link, with a signal, and does not begin for what is not there", async () => {
  using lab = new Lab();
  // Down: it stays tentative.
  lab.createLink({ ifname: "quiet", linkinfo: { kind: "veth", data: { peer: {} } } });
  const quiet = lab.link("quiet").header.index;
  addAddress(lab.client, { address: "2001:db8::1/64", link: quiet });
  await expect(waitForDad(lab.client, quiet, { signal: AbortSignal.abort("enough") })).rejects.toBe("enough");
  const controller = new AbortController();
  const waiting = waitForDad(lab.client, "quiet", { signal: controller.signal, timeout: Number.POSITIVE_INFINITY });
  controller.abort("now");
  await expect(waiting).rejects.toBe("now");
  const refused = async (link: string | number, options?: Parameters<typeof waitForDad>[2]) =>
    expect(waitForDad(lab.client, link, options)).rejects;
  await (await refused("gone")).toMatchObject({ code: "ENODEV" });
  await (await refused(9999)).toMatchObject({ code: "ENODEV" });
  await (await refused("quiet", { timeout: Number.NaN })).toThrow("timeout is a number of milliseconds, not NaN");
  await (await refused("quiet", { interval: -1 })).toThrow("interval is a number of milliseconds, not -1");
  await (await refused("quiet", { addresses: ["2001:db8::9"] })).toThrow("the link has no address 2001:db8::9");
  await (await refused("quiet", { addresses: ["nonsense"] })).toThrow('"nonsense" is not an IPv4 address');
  await (await refused("quiet", { timeout: 0 })).toThrow("still tentative after 0 ms: 2001:db8::1/64");
  const last = waitForDad(lab.client, "quiet");
  lab.deleteLink(quiet);
  await expect(last).rejects.toMatchObject({ code: "ENODEV" });
});
