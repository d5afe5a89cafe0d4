import type { CollectionReturnValue, Core } from "cytoscape";
import type { Changes } from "./difference.js";
import { inPieces } from "./pieces.js";

/** Milliseconds. */
const DURATION = 200;

/** More than this at once is not followed by eye. */
const MANY = 60;

const PIECE = 100;

/** Brings the graph to where `changes` lead, in pieces where there is much. */
export async function applyChanges(cy: Core, changes: Changes, animate: boolean): Promise<void> {
  const { removed, changed, moved, added } = changes;
  const gently = animate && moved.length + added.length <= MANY;
  const byId = (id: string) => cy.getElementById(id);
  await inPieces(cy, removed, PIECE, (id) => byId(id).remove());
  await inPieces(cy, changed, PIECE, ({ id, data }) => byId(id).data({ ...data }));
  await inPieces(cy, moved, PIECE, ({ id, position }) => {
    // What has children follows them.
    const element = byId(id);
    if (element.animated()) element.stop(true).removeStyle("opacity");
    if (gently) element.animate({ position: { ...position } }, { duration: DURATION });
    else element.position({ ...position });
  });
  let comings = cy.collection();
  await inPieces(cy, added, PIECE, (element) => {
    const came = cy.add({ ...element });
    if (gently) comings = comings.union(came);
  });
  if (gently) showGently(comings);
}

function showGently(elements: CollectionReturnValue): void {
  elements.style("opacity", 0).animate(
    { style: { opacity: 1 } },
    {
      duration: DURATION,
      // Dimming has the say from here on.
      complete: () => elements.removeStyle("opacity"),
    },
  );
}
