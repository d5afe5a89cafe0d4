import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const page = new URL(".", import.meta.url);
const markup = /\.(innerHTML|outerHTML)\b|insertAdjacentHTML|document\.write|setHTMLUnsafe|createContextualFragment/;

test("nothing of the page is made of markup: names from the kernel are text", () => {
  const files = readdirSync(page, { recursive: true, encoding: "utf8" });
  const sources = files.filter((file) => /(?<!\.test)\.ts$/.test(file));
  expect(sources).toContain("main.ts");
  const markers = sources.filter((file) => markup.test(readFileSync(new URL(file, page), "utf8")));
  expect(markers).toEqual([]);
});

test("index.html has neither scripts nor styles in it", () => {
  const html = readFileSync(new URL("index.html", page), "utf8");
  expect(html).not.toMatch(/<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=/);
});
