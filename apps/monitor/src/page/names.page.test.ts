import { createNamespaces } from "@netns/core";
import { addLink, setLink } from "@netns/rtnetlink";
import { expect } from "vitest";
import { linkItem, namespaceItem } from "./fixtures/outline.js";
import { isIn, pageTest } from "./fixtures/page-test.js";
import { photograph } from "./fixtures/picture.js";
import { search } from "./fixtures/search.js";
import { indexOf, keyOf, within } from "./fixtures/wiring.js";

/** A file's name may hold anything but a slash; a link's up to 15 bytes without blanks and slashes. */
const NAME = "<img src=x onerror=alert(1)>";
const LINK = "<b>\"'&amp;</b>".replace("/", "");
const ALIAS = "<script>alert(2)</script><style>*{display:none}</style>";

pageTest("names that are markup stay text, wherever they are shown", async ({ runDir, open }) => {
  createNamespaces([NAME], { runDir });
  within(runDir, NAME, (client) => {
    addLink(client, { kind: "veth", name: LINK, peer: { name: "far" } });
    setLink(client, LINK, { alias: ALIAS });
  });
  const { page } = await open();
  await isIn(page, "live");
  const key = keyOf(runDir, NAME);
  const index = indexOf(runDir, NAME, LINK);
  await namespaceItem(page, key).filter({ hasText: NAME }).waitFor({ state: "attached" });
  await linkItem(page, key, index).filter({ hasText: LINK }).waitFor({ state: "attached" });

  await search(page, NAME);
  await page.locator("#panel-title").filter({ hasText: NAME }).waitFor();
  await search(page, LINK);
  await page.locator("#panel").getByText(ALIAS).first().waitFor();
  // In the timeline too.
  within(runDir, NAME, (client) => setLink(client, LINK, { up: true }));
  await page.locator("#timeline > li").filter({ hasText: LINK }).first().waitFor();
  await photograph(page, "markup-as-names");
  expect(await page.evaluate('document.querySelectorAll("body img, body b, body script, body style").length')).toBe(0);
});
