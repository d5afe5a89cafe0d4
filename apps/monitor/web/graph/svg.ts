import { boundsOf, type Point, type Rectangle } from "./geometry.js";
import { glyphSvg, shapeOf, TILE } from "./glyphs.js";
import type { LinkState, Palette } from "./palette.js";
import type { Scene } from "./scene.js";
import { BOX_RADIUS, BOX_TEXT, FONT, LINK_TEXT, TILE_RADIUS } from "./stylesheet.js";

const MARGIN = 24;

/** A picture of all of the scene, that stands on its own: no script, no reference to anything. */
export function toSvg(scene: Scene, palette: Palette): string {
  const { x, y, width, height } = boundsOf(scene.boxes.values());
  const view = [x - MARGIN, y - MARGIN, width + 2 * MARGIN, height + 2 * MARGIN];
  const [, , w, h] = view;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="${view.join(" ")}" font-family="${escaped(FONT)}">`,
    `<rect x="${view[0]}" y="${view[1]}" width="${w}" height="${h}" fill="${palette.page}"/>`,
    ...[...scene.boxes.values()].map((box) => boxSvg(box, palette)),
    ...[...scene.lines.values()].map((line) => lineSvg(line, scene, palette)),
    ...[...scene.nodes.values()].map((node) => nodeSvg(node, palette)),
    "</svg>\n",
  ].join("\n");
}

type In<M> = M extends ReadonlyMap<string, infer V> ? V : never;

function boxSvg({ kind, title, x, y, width, height }: In<Scene["boxes"]>, palette: Palette): string {
  const vague = kind === "elsewhere" || kind === "not-watched";
  const border = kind === "own" ? palette.ownBorder : vague ? palette.vagueBorder : palette.boxBorder;
  const dashes = kind === "elsewhere" ? ' stroke-dasharray="6 4"' : "";
  const fill = vague ? palette.vagueBox : palette.box;
  const stroke = `stroke="${border}" stroke-width="${kind === "own" ? 2.4 : 1.2}"${dashes}`;
  const color = kind === "not-watched" ? palette.quietText : palette.text;
  const at = `x="${x + width / 2}" y="${y + 21}" text-anchor="middle"`;
  return (
    `<rect ${corner({ x, y, width, height })} rx="${BOX_RADIUS}" fill="${fill}" ${stroke}/>` +
    `<text ${at} font-size="${BOX_TEXT}" font-weight="600" fill="${color}">${escaped(title)}</text>`
  );
}

const dashes: Readonly<Record<LinkState, string>> = {
  up: "",
  down: ' stroke-dasharray="5 3"',
  "no-carrier": ' stroke-dasharray="1.6 2.4"',
  unknown: "",
};

function nodeSvg({ glyph, state, label, x, y }: In<Scene["nodes"]>, palette: Palette): string {
  const size = glyph === "loopback" || glyph === "elsewhere" ? TILE - 8 : TILE;
  const stroke = `fill="${palette.tile}" stroke="${palette.state[state]}" stroke-width="1.6"${dashes[state]}`;
  const [left, top] = [x - size / 2, y - size / 2];
  const inside = `<g transform="translate(${left} ${top}) scale(${size / TILE})">${glyphSvg(glyph, state, palette)}</g>`;
  const lines = label.split("\n");
  const first = y + LINK_TEXT * 0.35 - ((lines.length - 1) * LINK_TEXT * 1.25) / 2;
  // Lines that cross it do not spoil it.
  const halo = `paint-order="stroke" stroke="${palette.box}" stroke-width="3" stroke-linejoin="round"`;
  const text = lines.map((line, at) => {
    const place = `x="${x + size / 2 + 5}" y="${first + at * LINK_TEXT * 1.25}"`;
    return `<text ${place} font-size="${LINK_TEXT}" fill="${palette.text}" ${halo}>${escaped(line)}</text>`;
  });
  return shapeSvg(shapeOf(glyph), { x: left, y: top, width: size, height: size }, stroke) + inside + text.join("");
}

function shapeSvg(shape: ReturnType<typeof shapeOf>, { x, y, width, height }: Rectangle, stroke: string): string {
  if (shape === "ellipse") return `<circle cx="${x + width / 2}" cy="${y + height / 2}" r="${width / 2}" ${stroke}/>`;
  if (shape === "cut-rectangle") {
    const cut = TILE_RADIUS;
    const path = `M${x + cut} ${y}h${width - 2 * cut}l${cut} ${cut}v${height - 2 * cut}l${-cut} ${cut}h${2 * cut - width}l${-cut} ${-cut}v${2 * cut - height}z`;
    return `<path d="${path}" ${stroke}/>`;
  }
  const rounding = shape === "rectangle" ? "" : ` rx="${TILE_RADIUS}"`;
  return `<rect ${corner({ x, y, width, height })}${rounding} ${stroke}/>`;
}

function lineSvg(
  { kind, source, target, up, corners, faint }: In<Scene["lines"]>,
  { nodes }: Scene,
  palette: Palette,
): string {
  const [from, to] = [nodes.get(source), nodes.get(target)];
  if (from === undefined || to === undefined) return "";
  const points = [from, ...corners, to];
  const color = up ? palette[kind] : palette.state.down;
  const dash = up ? (kind === "lower" ? ' stroke-dasharray="6 4"' : "") : ' stroke-dasharray="1.5 4"';
  const stroke = `fill="none" stroke="${color}" stroke-width="${kind === "master" ? 2.6 : 1.5}"${dash}${faint ? ' stroke-opacity="0.35"' : ""}`;
  const line = `<polyline points="${points.map(({ x, y }) => `${x},${y}`).join(" ")}" ${stroke}/>`;
  return kind === "lower" ? line + arrowSvg(points.at(-2) ?? from, to, color) : line;
}

/** At the border of the square (about: it is hidden behind one otherwise). */
function arrowSvg(from: Point, to: Point, color: string): string {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const far = TILE / 2 / Math.max(Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle)));
  const [x, y] = [to.x - far * Math.cos(angle), to.y - far * Math.sin(angle)];
  const turn = `translate(${x} ${y}) rotate(${(angle * 180) / Math.PI})`;
  return `<path transform="${turn}" d="M0 0L-8 -4V4z" fill="${color}"/>`;
}

function corner({ x, y, width, height }: Rectangle): string {
  return `x="${x}" y="${y}" width="${width}" height="${height}"`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Text for XML. What XML has no character for (https://www.w3.org/TR/xml/#charsets) becomes U+FFFD. */
export function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? "");
}
