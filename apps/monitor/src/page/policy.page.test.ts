import { expect, vi } from "vitest";
import { isIn, pageTest } from "./fixtures/page-test.js";
import { PATIENCE } from "./fixtures/patience.js";

/** What markup could do that came into the page after all. */
const MARKUP = `<style>body { display: none }</style>
<img src="x" onerror="document.title = 'taken over'">
<img src="http://192.0.2.1/pixel">
<iframe src="http://192.0.2.1/"></iframe>`;

pageTest("the browser keeps the page from what its policy forbids, and these tests hear of it", async ({ open }) => {
  const { page, complaints } = await open();
  await isIn(page, "live");
  await page.evaluate(`document.body.insertAdjacentHTML("beforeend", ${JSON.stringify(MARKUP)})`);
  await page.evaluate('fetch("http://192.0.2.1/").catch(() => undefined)');
  const found: string[] = [];
  await vi.waitFor(() => {
    found.push(...complaints.take());
    for (const line of [
      ...[/^policy: style-src-elem inline/, /^policy: script-src-attr inline/, /^policy: img-src http:/],
      ...[/^policy: frame-src http:/, /^policy: connect-src http:/, /^404 for .*\/x$/, /^console: /],
    ])
      expect(found).toContainEqual(expect.stringMatching(line));
  }, PATIENCE);
  expect(await page.title()).not.toBe("taken over");
  expect(await page.locator("#stage").isVisible()).toBe(true);
  complaints.take();
});
