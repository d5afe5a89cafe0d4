import type { LinkKind } from "../kinds.js";
import type { NewLink } from "../new-link.js";
import type { LinkChanges } from "../set.js";

/** A new link of one kind, without its name. */
type LinkOf<K extends LinkKind> = Omit<Extract<NewLink, { readonly kind: K }>, "name">;

/** The same link said in two languages, and what ip(8) is to show of it. */
export interface KindCase<K extends LinkKind> {
  /** Which of a kind's cases it is. */
  readonly about?: string;
  /** What our verb is given, beside the kind and the name. Links beneath are "low0", "low1", "low2". */
  readonly ours: Omit<LinkOf<K>, "kind">;
  /** What ip(8) is given in place of it, behind `link add it`: options, `type …` and the kind's own words. */
  readonly words?: string;
  /** Why there are no words for it: then it is read back with our own verbs alone. */
  readonly wordless?: string;
  /** Part of ip's `linkinfo.info_data`. */
  readonly shown?: Readonly<Record<string, unknown>>;
  /** What our own verb tells of `data` where that is not what was given. */
  readonly told?: Readonly<Record<string, unknown>>;
  /** A change of it, in both languages: behind `link set dev it`. */
  readonly change?: {
    readonly ours: LinkChanges;
    readonly words: string;
    readonly shown?: Readonly<Record<string, unknown>>;
  };
  /** What a kernel may have been built without, and what it says then; a module is one that it does not load itself. */
  readonly needs?: { readonly what: string; readonly without: string; readonly module?: string };
}

/** Why a kind is not tried. */
interface Untried {
  readonly because: string;
}

/** What is tried of every kind of link. */
export type KindCases = { readonly [K in LinkKind]: readonly KindCase<K>[] | Untried };
