import { describe, expect, test } from "vitest";
import { example, type WorldMaker } from "./fixtures.js";
import { toModel } from "./model.js";
import { palettes } from "./palette.js";
import { arrangeAll, toScene } from "./scene.js";
import { escaped, toSvg } from "./svg.js";

function svgOf(maker: WorldMaker): string {
  const model = toModel(maker.world(), maker.edges);
  return toSvg(toScene(model, arrangeAll(model, new Map()), new Map()), palettes.light);
}

const evil = `<img src=x onerror="alert('1')">&amp;]]>\u0000\u001b\ud800`;

/**
 * The elements and texts of a document in the part of XML that is needed here: elements, attributes in double quotes,
 * texts, the five named references. Throws for what is not well-formed.
 */
function parse(xml: string): { elements: string[]; texts: string[] } {
  const token = /<\/([a-z]+)>|<([a-z]+)((?: [a-zA-Z0-9:-]+="[^"<]*")*)(\/?)>|([^<]+)/y;
  const [elements, texts, open]: string[][] = [[], [], []];
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex;
    const [, end, start, attributes = "", empty, text] = token.exec(xml) ?? fail(xml, at);
    decode(attributes);
    if (text !== undefined) texts?.push(decode(text));
    if (end !== undefined && open?.pop() !== end) fail(xml, at);
    if (start !== undefined) elements?.push(start);
    if (start !== undefined && empty === "") open?.push(start);
  }
  expect(open).toEqual([]);
  return { elements: elements ?? [], texts: texts ?? [] };
}

function fail(xml: string, at: number): never {
  throw new Error(`Not well-formed: ${xml.slice(at, at + 60)}`);
}

function decode(text: string): string {
  const names: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  return text.replaceAll(/&([^;]*;?)/g, (whole, name: string) => names[name.slice(0, -1)] ?? fail(whole, 0));
}

test("a picture is well-formed, and shows all boxes, links and lines", () => {
  const { elements, texts } = parse(svgOf(example()));
  expect(elements[0]).toBe("svg");
  expect(elements.filter((element) => element === "polyline")).toHaveLength(6);
  for (const text of ["this namespace", "blue, azure", "gone (not watched)", "unnamed, nsid 3 of red", "br0", "down"])
    expect(texts).toContain(text);
});

test("names are text", () => {
  const svg = svgOf(
    example()
      .namespace("evil", { names: [evil] })
      .link("evil", { ifindex: 2, ifname: evil }),
  );
  const { elements, texts } = parse(svg);
  expect(new Set(elements)).toEqual(new Set(["svg", "rect", "text", "polyline", "path", "g", "circle"]));
  expect(texts.filter((text) => text.startsWith("<img src=x onerror="))).toHaveLength(2);
});

describe("escaped", () => {
  test("markup", () => expect(escaped(`<a b="c" d='e'>&`)).toBe("&lt;a b=&quot;c&quot; d=&apos;e&apos;&gt;&amp;"));
  test("what XML has no character for", () =>
    expect(escaped("a\u0000\u001b\ufffe\ud800b")).toBe("a\ufffd\ufffd\ufffd\ufffdb"));
  test("all else stays", () => expect(escaped("é😀\t\n")).toBe("é😀\t\n"));
});
