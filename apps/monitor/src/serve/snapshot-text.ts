import { visibleJson } from "../stream/visible.js";
import { toLazySnapshot, type World } from "../topology/index.js";
import { Turns } from "./turns.js";

/**
 * The world as it is now, as `/api/v1/snapshot` has it. Text is made of it namespace by namespace, and others have their
 * turn in between: of 300 namespaces with 3,000 links it is some 5 MB.
 */
export async function snapshotText(
  world: World,
  { lastEventId, missing }: { readonly lastEventId: string; readonly missing: readonly string[] },
): Promise<Buffer> {
  const { complete, namespaces, nsids, edges } = toLazySnapshot(world);
  const head = JSON.stringify({ version: 1, lastEventId, missing, complete }).slice(0, -1);
  const pieces = [piece(`${head},"namespaces":[`)];
  const turns = new Turns();
  let separator = "";
  for (const namespace of namespaces) {
    pieces.push(piece(separator + JSON.stringify(namespace)));
    separator = ",";
    await turns.pause();
  }
  pieces.push(piece(`],"nsids":${JSON.stringify(nsids)},"edges":${JSON.stringify(edges)}}`));
  return Buffer.concat(pieces);
}

function piece(json: string): Buffer {
  return Buffer.from(visibleJson(json));
}
