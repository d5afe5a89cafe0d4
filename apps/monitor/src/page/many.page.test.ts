import { createNamespaces } from "@netns/core";
import { addLink } from "@netns/rtnetlink";
import { expect, vi } from "vitest";
import { namespaceItem, readOutline } from "./fixtures/outline.js";
import { isIn, pageTest } from "./fixtures/page-test.js";
import { isDrawn, isStill, photograph } from "./fixtures/picture.js";
import { keyOf, within } from "./fixtures/wiring.js";

const COUNT = 300;
/** Pairs from each namespace to the next: ten links in each, beside the loopback. */
const PAIRS = 5;

/** Chromium tells of each task that took 50 ms or more. */
const LONGEST = `window.longest = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
}).observe({ type: "longtask", buffered: true });`;

pageTest(
  "300 namespaces with 3,000 links",
  async ({ runDir, open }) => {
    const names = Array.from({ length: COUNT }, (_, i) => `ns${i}`);
    createNamespaces(names, { runDir });
    for (const [i, name] of names.entries())
      within(runDir, name, (client) => {
        const namespace = `${runDir}/${names[(i + 1) % COUNT]}`;
        for (let j = 0; j < PAIRS; j++)
          addLink(client, { kind: "veth", name: `a${j}`, up: true, peer: { name: `b${j}`, namespace, up: true } });
      });
    const { page } = await open({ reducedMotion: "reduce", initScript: LONGEST });
    const start = performance.now();
    await isIn(page, "live", 60_000);
    const live = performance.now() - start;
    await vi.waitFor(
      async () => {
        const { namespaces, links, edges } = await readOutline(page);
        expect(Object.keys(namespaces)).toEqual(expect.arrayContaining(names.map((name) => keyOf(runDir, name))));
        expect(Object.keys(links).length).toBeGreaterThanOrEqual(COUNT * (2 * PAIRS + 1));
        expect(edges.length).toBe(COUNT * PAIRS);
      },
      { timeout: 60_000, interval: 500 },
    );
    await isDrawn(page, 8, 60_000);
    await isStill(page, 60_000);
    await photograph(page, "many");
    // It goes on following.
    createNamespaces(["one-more"], { runDir });
    await namespaceItem(page, keyOf(runDir, "one-more")).waitFor({ state: "attached" });
    const longest = await page.evaluate<number>("window.longest");
    console.log(
      `300 namespaces: live ${Math.round(live)} ms after it was loaded; longest task ${Math.round(longest)} ms`,
    );
  },
  120_000,
);
