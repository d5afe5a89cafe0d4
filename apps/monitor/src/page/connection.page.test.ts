import { writeFileSync } from "node:fs";
import { createNamespaces, deleteNamespaces } from "@netns/core";
import { expect } from "vitest";
import { namespaceItem } from "./fixtures/outline.js";
import { isIn, pageTest } from "./fixtures/page-test.js";
import { photograph } from "./fixtures/picture.js";
import { Relay } from "./fixtures/relay.js";
import { keyOf } from "./fixtures/wiring.js";

pageTest("a server that stops is said, and one that comes back tells what is there then", async ({ runDir, open }) => {
  createNamespaces(["blue", "red"], { runDir });
  const { page, server, complaints } = await open();
  await isIn(page, "live");
  const red = namespaceItem(page, keyOf(runDir, "red"));
  await red.waitFor({ state: "attached" });
  await complaints.whileAway(async () => {
    await server.stop();
    await isIn(page, "disconnected");
    await page.locator("#banners").getByRole("alert").filter({ hasText: "Not connected" }).waitFor();
    await photograph(page, "disconnected");
    expect(deleteNamespaces(["red"], { runDir })).toEqual([]);
    createNamespaces(["green"], { runDir });
    await server.start();
    await isIn(page, "live");
  });
  await red.waitFor({ state: "detached" });
  await namespaceItem(page, keyOf(runDir, "green")).waitFor({ state: "attached" });
  await page.locator("#banners").getByRole("alert").waitFor({ state: "detached" });
});

pageTest("a connection that is forgotten on its way is said, and another one is made", async ({ runDir, open }) => {
  createNamespaces(["blue", "red"], { runDir });
  const relay = await Relay.open();
  const { page } = await open({ relay, clock: true });
  await isIn(page, "live");
  const red = namespaceItem(page, keyOf(runDir, "red"));
  await red.waitFor({ state: "attached" });
  relay.forget();
  expect(deleteNamespaces(["red"], { runDir })).toEqual([]);
  await page.clock.runFor(45_000);
  await isIn(page, "disconnected");
  await page.locator("#banners").getByRole("alert").filter({ hasText: "Not connected since" }).waitFor();
  relay.release();
  await isIn(page, "live");
  await red.waitFor({ state: "detached" });
  // What was missed is told as it happened, not as what nobody knows.
  await page.locator("#timeline > li").filter({ hasText: "red" }).first().waitFor();
  expect(await page.locator("#timeline [data-tone=gap]").count()).toBe(0);
  await page.locator("#banners").getByRole("alert").waitFor({ state: "detached" });
});

pageTest("with a token: it is asked for, kept, and not left in the address", async ({ runDir, scratch, open }) => {
  createNamespaces(["blue"], { runDir });
  const token = "a-token-that-is-long-enough-0123456789";
  const file = `${scratch}/token`;
  writeFileSync(file, `${token}\n`, { mode: 0o600 });
  const { page, context, server } = await open({ args: ["--token-file", file], path: `/?token=${token}` });
  await isIn(page, "live");
  expect(page.url()).toBe(`${server.origin}/`);
  expect(await page.evaluate("document.cookie")).toBe("");
  expect(await context.cookies()).toEqual([expect.objectContaining({ httpOnly: true, sameSite: "Strict" })]);
  await page.reload();
  await isIn(page, "live");
  await namespaceItem(page, keyOf(runDir, "blue")).waitFor({ state: "attached" });
});
