import { createNamespaces, deleteNamespaces, openNamespace } from "@netns/core";
import { addAddress, addLink, addRoute, setLink } from "@netns/rtnetlink";
import { expect, vi } from "vitest";
import { linkItem, namespaceItem, readOutline } from "./fixtures/outline.js";
import { isIn, pageTest } from "./fixtures/page-test.js";
import { PATIENCE } from "./fixtures/patience.js";
import { isDrawn, isStill, lookAt, photograph, shoot } from "./fixtures/picture.js";
import { search } from "./fixtures/search.js";
import { EDGES, indexOf, keyOf, LINKS, makeWiring, NAMES, within } from "./fixtures/wiring.js";

pageTest("eight namespaces, their links, and which of those belong together", async ({ runDir, open }) => {
  makeWiring(runDir);
  const { page } = await open();
  await isIn(page, "live");
  const keys = NAMES.map((name) => keyOf(runDir, name));
  const links = LINKS.map(([name, link]) => `${keyOf(runDir, name)} ${indexOf(runDir, name, link)}`);
  await vi.waitFor(async () => {
    const shown = await readOutline(page);
    for (const [i, key] of keys.entries()) expect(shown.namespaces[key]).toContain(NAMES[i]);
    expect(
      Object.keys(shown.links)
        .filter((id) => keys.includes(id.split(" ")[0] ?? ""))
        .sort(),
    ).toEqual([...links].sort());
    for (const [i, [, link]] of LINKS.entries()) expect(shown.links[links[i] as string]).toContain(link);
    expect(shown.edges).toHaveLength(EDGES);
  }, PATIENCE);
  await isDrawn(page);
  await isStill(page);
  await photograph(page, "eight-namespaces");
});

pageTest("links that go down, up and by another name, namespaces that come and go", async ({ runDir, open }) => {
  makeWiring(runDir);
  const { page } = await open();
  await isIn(page, "live");
  const hub = keyOf(runDir, "hub");
  const port = linkItem(page, hub, indexOf(runDir, "hub", "to-db"));
  await port.and(page.locator('[data-up="true"]')).waitFor({ state: "attached" });

  within(runDir, "hub", (client) => setLink(client, "to-db", { up: false }));
  await port.and(page.locator('[data-up="false"]')).waitFor({ state: "attached" });
  await photograph(page, "link-down");
  within(runDir, "hub", (client) => setLink(client, "to-db", { name: "to-database", up: true }));
  await port.and(page.locator('[data-up="true"]')).filter({ hasText: "to-database" }).waitFor({ state: "attached" });

  createNamespaces(["green"], { runDir });
  const green = namespaceItem(page, keyOf(runDir, "green"));
  await green.filter({ hasText: "green" }).waitFor({ state: "attached" });
  expect(deleteNamespaces(["green"], { runDir })).toEqual([]);
  await green.waitFor({ state: "detached" });

  const timeline = page.locator("#timeline > li");
  for (const [where, what] of [
    ["hub", /to-db.*down/],
    ["green", /./],
  ] as const)
    await timeline.filter({ hasText: where }).filter({ hasText: what }).first().waitFor();
});

pageTest("a peer in a namespace without a name, shown as such", async ({ runDir, open }) => {
  createNamespaces(["blue", "grey"], { runDir });
  using grey = openNamespace("grey", { runDir });
  within(runDir, "blue", (client) =>
    addLink(client, { kind: "veth", name: "near", up: true, peer: { name: "far", namespace: grey, up: true } }),
  );
  const { page } = await open();
  await isIn(page, "live");
  const key = keyOf(runDir, "grey");
  await namespaceItem(page, key).waitFor({ state: "attached" });
  // It lives on, because this process holds it.
  expect(deleteNamespaces(["grey"], { runDir })).toEqual([]);
  await namespaceItem(page, key).waitFor({ state: "detached" });
  await page
    .locator('[role="tree"] > [data-elsewhere]')
    .filter({ hasText: /^unnamed, nsid \d+ of blue/ })
    .waitFor({
      state: "attached",
    });
  await isDrawn(page);
  await photograph(page, "unnamed-peer");
});

pageTest("what is selected, in the panel: kept in step", async ({ runDir, open }) => {
  makeWiring(runDir);
  const { page } = await open();
  await isIn(page, "live");
  await search(page, "web1");
  const panel = page.locator("#panel");
  await panel.getByRole("heading", { name: "web1" }).waitFor();
  // Said with each cell of its row.
  await panel.getByRole("rowheader", { name: "192.0.2.14/24" }).waitFor();
  within(runDir, "web1", (client) => addAddress(client, { address: "198.51.100.7/24", link: "eth0" }));
  await panel.getByText("198.51.100.7/24").first().waitFor();
  await panel.locator('[data-section="route"] summary').click();
  within(runDir, "web1", (client) => addRoute(client, { destination: "203.0.113.0/24", via: "192.0.2.1" }));
  await panel.getByText("203.0.113.0/24").first().waitFor();
  await photograph(page, "panel");
});

pageTest("in the dark, and in the light", async ({ runDir, open }) => {
  makeWiring(runDir);
  const { page } = await open({ colorScheme: "dark" });
  await isIn(page, "live");
  await isDrawn(page);
  const dark = await lookAt(page, await photograph(page, "dark"));
  await page.emulateMedia({ colorScheme: "light" });
  await vi.waitFor(async () => {
    const light = await lookAt(page, await photograph(page, "light"));
    expect(light.brightness).toBeGreaterThan(dark.brightness + 0.4);
  }, PATIENCE);
  // The button goes from the system's to light, then to dark.
  const theme = page.locator("#theme");
  await theme.click();
  await theme.click();
  await vi.waitFor(async () => {
    const chosen = await lookAt(page, await shoot(page));
    expect(chosen.brightness).toBeLessThan(dark.brightness + 0.1);
  }, PATIENCE);
});

pageTest("who wants nothing to move sees no animation", async ({ runDir, open }) => {
  createNamespaces(["blue"], { runDir });
  const { page } = await open({ reducedMotion: "reduce" });
  await isIn(page, "live");
  within(runDir, "blue", (client) => setLink(client, "lo", { up: true }));
  await page.locator("#timeline > li").filter({ hasText: "blue" }).first().waitFor();
  const animation = () => page.evaluate(`getComputedStyle(document.querySelector("#timeline > li")).animationName`);
  expect(await animation()).toBe("none");
  await page.emulateMedia({ reducedMotion: "no-preference" });
  expect(await animation()).toBe("fresh");
});
