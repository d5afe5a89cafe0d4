import { getNsid, type RtnetlinkClient } from "@netns/rtnetlink";
import type { Fd, System } from "@netns/syscall";
import { attempt, isSystemCallFailure, NamespaceError } from "./errors.js";
import { isOurOwnTrouble } from "./identity.js";
import { type Name, nameOf } from "./name.js";
import { isNetworkNamespace, openNamespaceFile } from "./namespace.js";
import type { NamedNsid } from "./nsid-entries.js";
import { entryPath, type Paths } from "./paths.js";
import { readRunDir } from "./run-dir.js";

/** The ids of all live names, in the run directory's order. */
export function* namedNsids(client: RtnetlinkClient, paths: Paths, targetNsid?: number): Generator<NamedNsid> {
  for (const { rawName } of readRunDir(paths)) {
    const name = nameOf(rawName);
    using peer = openIfNamespace(name, paths);
    if (peer !== undefined) yield { name, ids: getNsid(client, peer, { targetNsid }) };
  }
}

function openIfNamespace({ name, rawName }: Name, { runDir, system }: Paths): Fd | undefined {
  let file: Fd;
  try {
    file = openNamespaceFile(entryPath(runDir, rawName), system);
  } catch (error) {
    if (!isSystemCallFailure(error)) throw error;
    if (isOurOwnTrouble(error)) throw new NamespaceError("open", { name }, error);
    // Removed meanwhile, or not ours to open: then it has no id that we could know.
    return undefined;
  }
  if (isNamespace(file, name, system)) return file;
  file.close();
  return undefined;
}

function isNamespace(file: Fd, name: string, system: System): boolean {
  try {
    return attempt("stat", { name }, () => isNetworkNamespace(file, system));
  } catch (error) {
    file.close();
    throw error;
  }
}

/** The names behind each id, in the run directory's order. */
export function namesByNsid(client: RtnetlinkClient, paths: Paths): Map<number, Name[]> {
  const names = new Map<number, Name[]>();
  for (const { name, ids } of namedNsids(client, paths)) {
    if (ids.nsid === undefined) continue;
    const others = names.get(ids.nsid);
    if (others === undefined) names.set(ids.nsid, [name]);
    else others.push(name);
  }
  return names;
}
