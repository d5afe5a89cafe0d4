import { writeFileSync } from "node:fs";
import { createNamespaces, deleteNamespaces } from "@netns/core";
import { expect } from "vitest";
import { namespaceItem } from "./fixtures/outline.js";
import { isIn, pageTest } from "./fixtures/page-test.js";
import { photograph } from "./fixtures/picture.js";
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
