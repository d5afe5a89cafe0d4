import cytoscape from "cytoscape";
import fcose, { type FcoseOptions } from "cytoscape-fcose";
import type { Point } from "./geometry.js";
import type { SpreadBox, SpreadEdge } from "./spread.js";

cytoscape.use(fcose);

/** fCoSE on connected boxes, without a page. The same for the same boxes in the same order. */
export function force(boxes: readonly SpreadBox[], edges: readonly SpreadEdge[]): ReadonlyMap<string, Point> {
  const cy = cytoscape({
    headless: true,
    styleEnabled: true,
    style: [{ selector: "node", style: { shape: "rectangle", width: "data(width)", height: "data(height)" } }],
    elements: [
      ...boxes.map((box) => ({ data: { ...box } })),
      ...edges.map(({ source, target, weight }) => ({ data: { source, target, weight } })),
    ],
  });
  const options: FcoseOptions = {
    name: "fcose",
    quality: "default",
    randomize: true,
    animate: false,
    fit: false,
    idealEdgeLength: (edge) => 40 + 60 / edge.data("weight"),
    edgeElasticity: (edge) => Math.min(0.9, 0.3 + 0.1 * edge.data("weight")),
    nodeRepulsion: () => 6000,
    nodeSeparation: 120,
    packComponents: false,
    tile: false,
    numIter: 1500,
  };
  withSeed(() => cy.layout(options).run());
  const places = cy.nodes().map((node): [string, Point] => {
    const { x, y } = node.position();
    return [node.id(), { x: x - node.data("width") / 2, y: y - node.data("height") / 2 }];
  });
  cy.destroy();
  return new Map(places);
}

/** fCoSE starts from random places, and takes them from Math.random only. */
function withSeed(run: () => void): void {
  const { random } = Math;
  Math.random = mulberry32(1);
  try {
    run();
  } finally {
    Math.random = random;
  }
}

/** https://github.com/bryc/code/blob/master/jshash/PRNGs.md#mulberry32 */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
