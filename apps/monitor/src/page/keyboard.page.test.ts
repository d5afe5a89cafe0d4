import { createNamespaces } from "@netns/core";
import { setLink } from "@netns/rtnetlink";
import { expect, vi } from "vitest";
import { nameless, walk } from "./fixtures/accessibility.js";
import { namespaceItem, shownNamespaces } from "./fixtures/outline.js";
import { isIn, pageTest } from "./fixtures/page-test.js";
import { PATIENCE } from "./fixtures/patience.js";
import { photograph } from "./fixtures/picture.js";
import { search } from "./fixtures/search.js";
import { keyOf, makeWiring, NAMES, within } from "./fixtures/wiring.js";

pageTest("search: by name and by address, and out of it again", async ({ runDir, open }) => {
  makeWiring(runDir);
  const { page } = await open();
  await isIn(page, "live");
  const title = page.locator("#panel-title");
  await search(page, "queue");
  await title.filter({ hasText: "queue" }).waitFor();
  await search(page, "192.0.2.10");
  await title.filter({ hasText: /cache|eth0/ }).waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("no such thing");
  await page.locator("#hits").filter({ hasText: "Nothing like that" }).waitFor();
  await photograph(page, "search");
  await page.keyboard.press("Escape");
  await page.locator("#hits").waitFor({ state: "hidden" });
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.locator("#panel").waitFor({ state: "hidden" });
});

pageTest("without a mouse: help, list, and everything that Tab comes by", async ({ runDir, open }) => {
  makeWiring(runDir);
  const { page } = await open();
  await isIn(page, "live");
  await namespaceItem(page, keyOf(runDir, "hub")).waitFor({ state: "attached" });
  const stops = await walk(page, 60);
  const ids = stops.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(["search", "show-filter", "fit", "relayout", "theme", "show-help"]));
  expect(stops.some(({ html }) => html.includes('role="treeitem"'))).toBe(true);
  expect(stops.filter(({ isSeen }) => !isSeen)).toEqual([]);

  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Help" }).waitFor();
  await photograph(page, "help");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });

  await page.keyboard.press("l");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.locator("#panel-kind").filter({ hasText: "Link in cache" }).waitFor();
  await photograph(page, "list");
  // In the graph again nothing of the list covers it, as it does while it has the focus.
  await page.keyboard.press("l");
  await page.locator("#stage:focus").waitFor();
});

pageTest(
  "what happens is said to who does not see it, but not while the timeline is paused",
  async ({ runDir, open }) => {
    createNamespaces(["blue"], { runDir });
    const { page } = await open({ clock: true });
    await isIn(page, "live");
    await page.keyboard.press("p");
    within(runDir, "blue", (client) => setLink(client, "lo", { up: true }));
    await page
      .locator("#timeline-count")
      .filter({ hasText: /paused, [1-9]/ })
      .waitFor();
    await page.clock.runFor(5_000);
    const summary = page.locator("#summary");
    expect(await summary.textContent()).toBe("");
    await page.keyboard.press("p");
    await page.clock.runFor(5_000);
    await summary.filter({ hasText: "blue" }).waitFor({ state: "attached" });
  },
);

pageTest("a filter shows what it is about, and all again", async ({ runDir, open }) => {
  makeWiring(runDir);
  const { page } = await open();
  await isIn(page, "live");
  const result = page.locator("#filter-result");
  const isShown = async (some: readonly string[]) => {
    await result.filter({ hasText: new RegExp(`^${some.length} of `) }).waitFor();
    await vi.waitFor(async () => expect(await shownNamespaces(page)).toEqual(some), PATIENCE);
  };
  await page.locator("#show-filter").click();
  const name = page.getByLabel("Name", { exact: true });
  await name.fill("web");
  // The hub has the other ends: to-web1, to-web2.
  await isShown(["hub", "web1", "web2"].map((found) => keyOf(runDir, found)));
  await photograph(page, "filter");
  await name.fill("");
  await page.locator("#filter-kind").selectOption("bridge");
  await isShown(["edge", "hub"].map((found) => keyOf(runDir, found)));
  await page.getByRole("button", { name: "Show all" }).click();
  await result.filter({ hasText: new RegExp(`^${NAMES.length + 1} of ${NAMES.length + 1} `) }).waitFor();
});

pageTest("every control has a name, and every region", async ({ runDir, open }) => {
  makeWiring(runDir);
  const { page } = await open();
  await isIn(page, "live");
  await search(page, "hub");
  await page.locator("#panel").waitFor();
  expect(await nameless(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("l");
  expect(await nameless(page)).toEqual([]);
});
