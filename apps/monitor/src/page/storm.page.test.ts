import type { Page } from "playwright-core";
import { expect, vi } from "vitest";
import { shownNamespaces } from "./fixtures/outline.js";
import { isIn, pageTest } from "./fixtures/page-test.js";
import { PATIENCE } from "./fixtures/patience.js";
import { photograph } from "./fixtures/picture.js";
import { type Facts, Storm } from "./fixtures/storm.js";
import { keyOf } from "./fixtures/wiring.js";

const ROUNDS = 150;

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

pageTest("after a storm of changes the page shows what is there", async ({ runDir, open }) => {
  const storm = new Storm(runDir);
  const { page } = await open();
  await isIn(page, "live");
  for (let i = 0; i < ROUNDS; i++) {
    storm.blow();
    // The page draws while it goes on.
    if (i % 10 === 0) await page.evaluate("new Promise(requestAnimationFrame)");
  }
  await vi.waitFor(async () => {
    const keys = storm.names.map((name) => keyOf(runDir, name));
    expect(await factsOf(page, keys)).toEqual(storm.facts);
    expect((await shownNamespaces(page)).length).toBe(keys.length + 1);
  }, PATIENCE);
  await photograph(page, "after-a-storm");
});
