import type { WatchEvent } from "@netns/rtnetlink";

/** What is known of a namespace's links, for what refers to them by index. */
export class LinkNames {
  readonly #names = new Map<number, string>();
  readonly #vxlans = new Set<number>();
  readonly #masters = new Map<number, number>();
  /** Links that are gone, while things that went with them may still be told of. */
  readonly #gone = new Set<number>();

  readonly get = (ifindex: number): string | undefined => this.#names.get(ifindex);

  readonly isVxlan = (ifindex: number): boolean => this.#vxlans.has(ifindex);

  readonly masterOf = (ifindex: number): number | undefined => this.#masters.get(ifindex);

  apply(event: WatchEvent): void {
    // What the kernel removes silently with a link is found by the next snapshot.
    if (event.type === "snapshot-end") this.#forgetGone();
    if (!("subject" in event) || event.subject !== "link") return;
    const { header, attributes } = event.item;
    if (event.type !== "deleted" && attributes.master) this.#masters.set(header.index, attributes.master);
    else this.#masters.delete(header.index);
    if (event.type === "deleted") {
      this.#gone.add(header.index);
      return;
    }
    this.#gone.delete(header.index);
    if (attributes.ifname !== undefined) this.#names.set(header.index, attributes.ifname);
    if (attributes.linkinfo?.kind === "vxlan") this.#vxlans.add(header.index);
    else this.#vxlans.delete(header.index);
  }

  #forgetGone(): void {
    for (const ifindex of this.#gone) {
      this.#names.delete(ifindex);
      this.#vxlans.delete(ifindex);
    }
    this.#gone.clear();
  }
}
