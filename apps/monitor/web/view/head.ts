import { part, setText } from "../dom.js";
import type { FeedState } from "../feed/feed.js";
import type { Counts } from "../model/counts.js";

const words: Readonly<Record<FeedState, string>> = {
  connecting: "Connecting …",
  loading: "Loading …",
  live: "Live",
  disconnected: "Not connected",
};

export function showState(state: FeedState): void {
  document.documentElement.dataset["state"] = state;
  setText(part("state-text", HTMLElement), words[state]);
}

export function showCounts(counts: Counts): void {
  for (const name of ["namespaces", "links", "up", "down"] as const) {
    setText(part(`count-${name}`, HTMLElement), counts[name].toLocaleString("en"));
  }
}
