import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { isIn, pageTest } from "./fixtures/page-test.js";
import { lookAt } from "./fixtures/picture.js";
import { keyOf, makeWiring, NAMES } from "./fixtures/wiring.js";

async function download(page: Page, button: string): Promise<{ readonly name: string; readonly content: Buffer }> {
  await page.locator("#export summary").click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(button).click()]);
  return { name: download.suggestedFilename(), content: readFileSync(await download.path()) };
}

pageTest("exports: a picture, a drawing, and data", async ({ runDir, open }) => {
  makeWiring(runDir);
  const { page } = await open();
  await isIn(page, "live");

  const png = await download(page, "#export-png");
  expect(png.name).toMatch(/\.png$/);
  expect(png.content.subarray(1, 4).toString()).toBe("PNG");
  expect((await lookAt(page, png.content)).colours).toBeGreaterThan(20);

  const svg = await download(page, "#export-svg");
  expect(svg.name).toMatch(/\.svg$/);
  const text = svg.content.toString();
  for (const name of [...NAMES, "br1", "to-mail", "192.0.2.10/24"]) expect(text).toContain(name);
  expect(text).not.toMatch(/<(script|foreignObject|image)\b/);
  expect((await lookAt(page, svg.content, "image/svg+xml")).colours).toBeGreaterThan(10);

  const json = await download(page, "#export-json");
  expect(json.name).toMatch(/\.json$/);
  const { version, namespaces } = JSON.parse(json.content.toString());
  expect(version).toBe(1);
  const keys = namespaces.map(({ key }: { key: string }) => key);
  expect(keys).toEqual(expect.arrayContaining(NAMES.map((name) => keyOf(runDir, name))));
});
