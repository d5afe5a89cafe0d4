import type { Core } from "cytoscape";

/**
 * Does `take` for all items, in pieces, between which the page can be painted and used. `size` is that of a piece: the time
 * that elements take is known too late, since cytoscape computes their styles when it draws: some 1 to 3 a millisecond.
 */
export async function inPieces<T>(cy: Core, items: readonly T[], size: number, take: (item: T) => void): Promise<void> {
  for (let at = 0; at < items.length; at += size) {
    if (at > 0) await pause();
    cy.batch(() => items.slice(at, at + size).forEach(take));
  }
}

/** Resolves after the page was painted; in a page that is not seen, soon. */
function pause(): Promise<void> {
  return new Promise((resume) => {
    if (typeof document === "undefined" || document.hidden) setTimeout(resume);
    else requestAnimationFrame(() => setTimeout(resume));
  });
}
