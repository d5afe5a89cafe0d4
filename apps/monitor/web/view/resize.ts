import { part } from "../dom.js";

/** Pixels. */
const least = 300;
const step = 40;

/** The panel's left edge, which is moved by the mouse or by arrow keys; its width lasts as long as the page. */
export function wireResize(): void {
  const panel = part("panel", HTMLElement);
  const edge = part("panel-resize", HTMLElement);
  const most = () => Math.max(least, document.documentElement.clientWidth - least);
  const say = () => {
    edge.setAttribute("aria-valuenow", String(Math.round(panel.clientWidth)));
    edge.setAttribute("aria-valuemin", String(least));
    edge.setAttribute("aria-valuemax", String(most()));
  };
  const setWidth = (width: number) => {
    const pixels = Math.min(Math.max(width, least), most());
    document.documentElement.style.setProperty("--panel", `${pixels}px`);
  };
  edge.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    edge.setPointerCapture(event.pointerId);
  });
  edge.addEventListener("pointermove", ({ pointerId, clientX }) => {
    if (edge.hasPointerCapture(pointerId)) setWidth(document.documentElement.clientWidth - clientX);
  });
  edge.addEventListener("dblclick", () => document.documentElement.style.removeProperty("--panel"));
  edge.addEventListener("keydown", (event) => {
    const direction = { ArrowLeft: 1, ArrowRight: -1 }[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    setWidth(panel.clientWidth + direction * step);
  });
  new ResizeObserver(say).observe(panel);
}
