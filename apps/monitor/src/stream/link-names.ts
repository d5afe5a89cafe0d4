import type { WatchEvent } from "@netns/rtnetlink";

/** The names of a namespace's links, for what refers to them by index. */
export class LinkNames {
  readonly #names = new Map<number, string>();
  /** Links that are gone, while things that went with them may still be told of. */
  readonly #gone = new Set<number>();

  readonly get = (ifindex: number): string | undefined => this.#names.get(ifindex);

  apply(event: WatchEvent): void {
    // What the kernel removes silently with a link is found by the next snapshot.
    if (event.type === "snapshot-end") this.#forgetGone();
    if (!("subject" in event) || event.subject !== "link") return;
    const { header, attributes } = event.item;
    if (event.type === "deleted") {
      this.#gone.add(header.index);
      return;
    }
    this.#gone.delete(header.index);
    if (attributes.ifname !== undefined) this.#names.set(header.index, attributes.ifname);
  }

  #forgetGone(): void {
    for (const ifindex of this.#gone) this.#names.delete(ifindex);
    this.#gone.clear();
  }
}
