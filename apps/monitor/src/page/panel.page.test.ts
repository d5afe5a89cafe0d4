import { createNamespaces } from "@netns/core";
import type { Page } from "playwright-core";
import { expect, vi } from "vitest";
import { isIn, pageTest } from "./fixtures/page-test.js";
import { PATIENCE } from "./fixtures/patience.js";
import { search } from "./fixtures/search.js";

/** Waits until the panel has a width, in pixels, and says it. */
async function isWide(page: Page, width: number): Promise<void> {
  const edge = page.getByRole("separator", { name: "Width of the details" });
  await vi.waitFor(async () => {
    expect(Math.round((await page.locator("#panel").boundingBox())?.width ?? 0)).toBe(width);
    expect(await edge.getAttribute("aria-valuenow")).toBe(String(width));
  }, PATIENCE);
}

/** Opens the page once more, and selects something. */
async function again(page: Page): Promise<void> {
  await page.reload();
  await isIn(page, "live");
  await search(page, "blue");
}

pageTest("the panel is as wide as it was made, and as it is remembered", async ({ runDir, open }) => {
  createNamespaces(["blue"], { runDir });
  const { page } = await open();
  await isIn(page, "live");
  await search(page, "blue");
  const edge = page.locator("#panel-resize");
  const atFirst = Math.round((await page.locator("#panel").boundingBox())?.width ?? 0);

  await edge.focus();
  await page.keyboard.press("ArrowLeft");
  await isWide(page, atFirst + 40);
  await page.keyboard.press("ArrowRight");
  await isWide(page, atFirst);

  await edge.hover();
  await page.mouse.down();
  await page.mouse.move(1280 - 600, 300, { steps: 3 });
  await page.mouse.up();
  await isWide(page, 600);
  await again(page);
  await isWide(page, 600);

  // Both, the graph and the panel, can be seen, however narrow the window is.
  await page.setViewportSize({ width: 800, height: 600 });
  await isWide(page, 500);
  // On a phone it covers the graph, and nothing sticks out.
  await page.setViewportSize({ width: 360, height: 740 });
  await vi.waitFor(async () => expect((await page.locator("#panel").boundingBox())?.width).toBe(360), PATIENCE);
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
  await page.setViewportSize({ width: 1280, height: 800 });
  await isWide(page, 600);

  await edge.dblclick();
  await isWide(page, atFirst);
  await again(page);
  await isWide(page, atFirst);
});

pageTest("where the browser keeps nothing the page works, and forgets", async ({ runDir, open }) => {
  createNamespaces(["blue"], { runDir });
  const refuse = `Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });`;
  const { page } = await open({ initScript: refuse });
  await isIn(page, "live");
  await search(page, "blue");
  const atFirst = Math.round((await page.locator("#panel").boundingBox())?.width ?? 0);
  await page.locator("#panel-resize").focus();
  await page.keyboard.press("ArrowLeft");
  await isWide(page, atFirst + 40);
  await page.locator("#theme").click();
  expect(await page.evaluate("document.documentElement.dataset.theme")).toBe("light");
  await again(page);
  await isWide(page, atFirst);
});
