import type { Page } from "playwright-core";
import { expect, vi } from "vitest";
import { shownNamespaces } from "./fixtures/outline.js";
import { isIn, pageTest } from "./fixtures/page-test.js";
import { PATIENCE } from "./fixtures/patience.js";
import { photograph } from "./fixtures/picture.js";
import { type Facts, Storm } from "./fixtures/storm.js";
import { keyOf } from "./fixtures/wiring.js";

const ROUNDS = 75;

/** As a tab in the background is: there are no frames. Chromium without a window has all of its tabs in front. */
const HIDING = `(() => {
  const { requestAnimationFrame: ask } = window;
  const waiting = [];
  let isHidden = false;
  Object.defineProperty(document, "hidden", { get: () => isHidden });
  window.requestAnimationFrame = (call) => (isHidden ? -waiting.push(call) : ask(call));
  window.hide = () => void (isHidden = true);
  window.show = () => {
    isHidden = false;
    waiting.splice(0).forEach((call) => ask(call));
  };
})();`;

/** Waits until the server has told somebody else all that there is. */
const TOLD = `new Promise((resume) => {
  const source = new EventSource("/api/v1/events");
  source.addEventListener("ready", () => {
    source.close();
    resume();
  });
})`;

/** As the page's outline tells it. */
function factsOf(page: Page, keys: readonly string[]): Promise<Facts> {
  return page.evaluate(`(() => {
    const keys = ${JSON.stringify(keys)};
    const items = [...document.querySelectorAll('[role="tree"] [data-ifindex]:not([data-edge])')];
    const links = items.filter(({ dataset }) => keys.includes(dataset.namespace));
    const id = ({ dataset }) => dataset.namespace + "/" + dataset.ifindex;
    const words = ({ dataset }) => [dataset.ifname, dataset.up, ...dataset.addresses.split(" ").filter(Boolean).sort()];
    const peers = (link) => [...link.querySelectorAll('[data-edge-kind="peer"]')];
    const pairs = (link) => peers(link).map(({ dataset }) => [id(link), dataset.edgeTo].sort().join(" "));
    return {
      links: links.map((link) => [id(link), ...words(link)].join(" ")).sort(),
      pairs: [...new Set(links.flatMap(pairs))].sort(),
    };
  })()`);
}

pageTest("after a storm of changes the page shows what is there, also when nobody saw it", async ({ runDir, open }) => {
  const storm = new Storm(runDir);
  const { page } = await open({ initScript: HIDING });
  await isIn(page, "live");
  const isRight = () =>
    vi.waitFor(async () => {
      const keys = storm.names.map((name) => keyOf(runDir, name));
      expect(await factsOf(page, keys)).toEqual(storm.facts);
      expect((await shownNamespaces(page)).length).toBe(keys.length + 1);
    }, PATIENCE);
  for (let i = 0; i < ROUNDS; i++) {
    storm.blow();
    // The page draws while it goes on.
    if (i % 10 === 0) await page.evaluate("new Promise(requestAnimationFrame)");
  }
  await isRight();

  await page.evaluate("hide()");
  for (let i = 0; i < ROUNDS; i++) storm.blow();
  await page.evaluate(TOLD);
  await page.evaluate("show()");
  await isRight();
  await photograph(page, "after-a-storm");
});
