import type { Fields } from "../stream/records.js";
import { shownName } from "./names.js";
import type { End, NamespaceKey, UnknownEnd, World, WorldNamespace } from "./world.js";

type Link = Fields["link"];

/**
 * These have no ndo_get_iflink: in another namespace than the one they were made in, their IFLA_LINK is their own index,
 * which means nothing there.
 */
const OWN_INDEX: ReadonlySet<string | undefined> = new Set(["vxlan", "ppp"]);

/** The index of the link beneath, in the namespace of its link-netnsid. */
export function beneath({ kind, ifindex, link, lower, linkNetnsid }: Link): number | undefined {
  const isOwnIndex = link === ifindex && linkNetnsid !== undefined && OWN_INDEX.has(kind);
  const index = lower ?? (isOwnIndex ? undefined : link);
  return index === 0 ? undefined : index;
}

/** A link of the world. */
export interface WorldLink extends End {
  readonly fields: Link;
}

/** All links of a world, to be found by namespace and index. */
export class WorldLinks {
  readonly all: WorldLink[] = [];
  readonly #world: World;
  readonly #byNamespace = new Map<NamespaceKey, Map<number, WorldLink>>();

  constructor(world: World) {
    this.#world = world;
    for (const { key, things } of world.namespaces.values()) {
      const links = new Map<number, WorldLink>();
      for (const fields of things.link.values()) {
        const link = { namespace: key, ifindex: fields.ifindex, fields };
        links.set(fields.ifindex, link);
        this.all.push(link);
      }
      this.#byNamespace.set(key, links);
    }
  }

  get(namespace: NamespaceKey, ifindex: number | undefined): WorldLink | undefined {
    return ifindex === undefined ? undefined : this.#byNamespace.get(namespace)?.get(ifindex);
  }

  /**
   * Where `ifindex` is, as a link says with its link-netnsid. Undefined: in a namespace that is looked into, and nothing
   * there has this index (any more).
   */
  target({ namespace, fields }: WorldLink, ifindex: number): WorldLink | End | UnknownEnd | undefined {
    const { linkNetnsid: nsid } = fields;
    if (nsid === undefined) return this.get(namespace, ifindex);
    const there = this.#namespaceOf(fields);
    if (there === undefined) return { nsid, observer: namespace, ifindex, ...calledBy(fields) };
    // No links are known of what cannot be looked into.
    return there.device === undefined ? { namespace: there.key, ifindex } : this.get(there.key, ifindex);
  }

  #namespaceOf({ linkNetns, linkNetnsRaw, linkNetnsDevice, linkNetnsInode }: Link): WorldNamespace | undefined {
    const { namespaces } = this.#world;
    const known = namespaces.get(`${linkNetnsDevice}:${linkNetnsInode}`);
    if (known !== undefined || linkNetns === undefined) return known;
    return namespaces.get(`name:${shownName(linkNetns, linkNetnsRaw)}`);
  }
}

/** Whether an end is a link that is known. */
export function isKnown(end: WorldLink | End | UnknownEnd | undefined): end is WorldLink {
  return end !== undefined && "fields" in end;
}

function calledBy({ linkNetns, linkNetnsRaw, linkNetnsOwn }: Link): Pick<UnknownEnd, "name" | "own"> {
  return {
    ...(linkNetns === undefined ? {} : { name: shownName(linkNetns, linkNetnsRaw) }),
    ...(linkNetnsOwn === undefined ? {} : { own: linkNetnsOwn }),
  };
}
