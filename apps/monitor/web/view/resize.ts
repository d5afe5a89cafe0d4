import { part } from "../dom.js";
import { remember, remembered } from "./remembered.js";

/** Pixels. */
const least = 300;
const step = 40;
const storageKey = "netns-monitor-panel";

/** The panel's left edge, which is moved by the mouse or by arrow keys; its width is remembered. */
export function wireResize(): void {
  const panel = part("panel", HTMLElement);
  const edge = part("panel-resize", HTMLElement);
  const { style } = document.documentElement;
  const most = () => Math.max(least, document.documentElement.clientWidth - least);
  const say = () => {
    edge.setAttribute("aria-valuenow", String(Math.round(panel.offsetWidth)));
    edge.setAttribute("aria-valuemin", String(least));
    edge.setAttribute("aria-valuemax", String(most()));
  };
  const setWidth = (width: number) => {
    const pixels = Math.min(Math.max(width, least), most());
    style.setProperty("--panel", `${pixels}px`);
  };
  const keep = () => remember(storageKey, style.getPropertyValue("--panel") || undefined);
  const before = remembered(storageKey);
  // Where there is no room for it now, the style gives it less.
  if (before !== undefined && /^\d+(\.\d+)?px$/.test(before)) style.setProperty("--panel", before);
  edge.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    edge.setPointerCapture(event.pointerId);
  });
  edge.addEventListener("pointermove", ({ pointerId, clientX }) => {
    if (edge.hasPointerCapture(pointerId)) setWidth(document.documentElement.clientWidth - clientX);
  });
  edge.addEventListener("lostpointercapture", keep);
  edge.addEventListener("dblclick", () => {
    style.removeProperty("--panel");
    keep();
  });
  edge.addEventListener("keydown", (event) => {
    const direction = { ArrowLeft: 1, ArrowRight: -1 }[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    setWidth(panel.offsetWidth + direction * step);
    keep();
  });
  new ResizeObserver(say).observe(panel);
}
