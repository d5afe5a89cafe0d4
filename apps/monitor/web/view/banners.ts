import { button, element, part } from "../dom.js";

/** One of the notices above the graph; a new one takes the place of that of the same name. */
export interface Banner {
  readonly name: "connection" | "missing" | "note" | "export";
  readonly tone: "note" | "warn" | "error";
  /** What is said first. */
  readonly content: Node | string;
  /** What can be done. */
  readonly actions?: readonly Node[] | undefined;
}

const shown = new Map<Banner["name"], HTMLElement>();

/** An error is announced at once, the others when there is time. */
export function showBanner({ name, tone, content, actions = [] }: Banner): void {
  const role = tone === "error" ? "alert" : "status";
  const banner = element("div", { class: "banner", role, "data-tone": tone }, element("div", {}, content), ...actions);
  const before = shown.get(name);
  if (before === undefined) part("banners", HTMLElement).append(banner);
  else before.replaceWith(banner);
  shown.set(name, banner);
}

export function hideBanner(name: Banner["name"]): void {
  shown.get(name)?.remove();
  shown.delete(name);
}

export function dismissButton(name: Banner["name"]): HTMLButtonElement {
  return button("Dismiss", () => hideBanner(name));
}

/** Milliseconds. */
const noteIsShown = 10_000;
let hideLater: ReturnType<typeof setTimeout> | undefined;

/** A sentence that goes away by itself. */
export function showBriefly(content: string): void {
  showBanner({ name: "note", tone: "note", content, actions: [dismissButton("note")] });
  clearTimeout(hideLater);
  hideLater = setTimeout(() => hideBanner("note"), noteIsShown);
}
