import { force } from "./force.js";
import type { LayoutAnswer, LayoutRequest } from "./layout.js";
import { spread } from "./spread.js";

/** The layout of all boxes takes a second or so for some hundreds: not in the page's thread. */
self.addEventListener("message", ({ data }: MessageEvent<LayoutRequest>) => {
  const answer: LayoutAnswer = { id: data.id, places: spread(data.boxes, data.edges, force) };
  self.postMessage(answer);
});
