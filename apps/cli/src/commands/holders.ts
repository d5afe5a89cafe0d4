import { findHolders, type Holder, NamespaceError, type NamespaceIdentity, openNamespace } from "@netns/core";
import type { Context } from "../context.js";
import { toBytes } from "../words.js";

/** So many are named. */
const MOST = 5;

/** Which namespace a name stands for; undefined when it stands for none, which deleting it will tell. */
export function identityOf(name: string, { paths }: Context): NamespaceIdentity | undefined {
  try {
    using namespace = openNamespace(toBytes(name), paths);
    const { device, inode } = namespace;
    return { device, inode };
  } catch (error) {
    if (error instanceof NamespaceError) return undefined;
    throw error;
  }
}

/** Says who keeps a namespace alive that has lost its name: ip-netns(8) warns of that, and leaves people to look. */
export function tellHolders(namespace: NamespaceIdentity, { paths, warn }: Context): void {
  const holders = findHolders(namespace, paths);
  if (holders.length === 0) return;
  const more = holders.length > MOST ? `, and ${holders.length - MOST} more` : "";
  warn(`Hint: the namespace lives on without the name: ${holders.slice(0, MOST).map(describe).join(", ")}${more}`);
}

function describe({ pid, command, mountPoint }: Holder): string {
  const process = `process ${pid} (${command})`;
  return mountPoint === undefined ? `${process} is in it` : `it is mounted on ${mountPoint}, as ${process} sees it`;
}
