import type { Namespace, NamespaceIdentity } from "@netns/core";
import type { RtnetlinkClient } from "@netns/rtnetlink";
import { rawOf } from "../json.js";
import type { Named } from "../records.js";
import { type LinkNamespaceFields, UNKNOWN_NAMESPACE } from "../things/links.js";
import type { LinkEnds } from "./link-ends.js";

/** A namespace that ids stand for. */
export interface Target {
  /** `DEVICE:INODE` */
  readonly key: string;
  readonly identity: NamespaceIdentity;
  /** It is the one that the monitor runs in. */
  readonly isOwn: boolean;
  /** Its first name at the moment, if it has one. */
  readonly name: Named | undefined;
}

/** A namespace that an id may stand for. */
export interface Candidate {
  /** @returns undefined when it is not to be had any more. @throws NamespaceError */
  open(): Namespace | undefined;
  targetOf(namespace: NamespaceIdentity): Target;
}

/** A namespace that is watched, with what its links refer to. */
export interface Observer {
  readonly key: string;
  readonly ends: LinkEnds;
  /** What the ids are that its links refer to. Undefined: of no namespace that could be asked about. */
  readonly targets: Map<number, Target | undefined>;
  /** @returns undefined when it is not to be had any more. @throws NamespaceError, SyscallError */
  openClient(): RtnetlinkClient | undefined;
  /** What is known of the namespaces that have these ids has changed. */
  tellLinks(nsids: readonly number[]): void;
  /** Looks at a link again: it may have changed without a word of the kernel's. */
  refresh(ifindex: number): void;
}

/** The observer's ids that nobody has asked about yet. */
export function unaskedOf({ ends, targets }: Observer): number[] {
  return [...ends.nsids].filter((nsid) => !targets.has(nsid));
}

/** Of the kernel's, by any layer: that the namespace is not to be had at the moment. */
export function isOfTheSystem(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && "code" in error && /^E[A-Z0-9]+$/.test(String(error.code));
}

/** What a link's record says of the namespace that it refers to. */
export function targetFields(target: Target | undefined): LinkNamespaceFields {
  if (target === undefined) return UNKNOWN_NAMESPACE;
  const { identity, isOwn, name } = target;
  return {
    linkNetns: name?.name,
    linkNetnsRaw: name && rawOf(name),
    linkNetnsOwn: isOwn ? true : undefined,
    linkNetnsDevice: Number(identity.device),
    linkNetnsInode: Number(identity.inode),
  };
}
