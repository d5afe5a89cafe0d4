import { part } from "../dom.js";

export type Theme = "light" | "dark";
type Choice = Theme | "system";

const storageKey = "netns-monitor-theme";
const dark = matchMedia("(prefers-color-scheme: dark)");
const next = { system: "light", light: "dark", dark: "system" } as const;
const titles = { system: "as the system", light: "light", dark: "dark" };

/** The button that chooses the theme, which is remembered. @param changed Is told at once, and when it is another one. */
export function wireTheme(changed: (theme: Theme) => void): void {
  const choose = part("theme", HTMLButtonElement);
  let choice = remembered();
  const show = () => {
    if (choice === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = choice;
    choose.title = `Theme: ${titles[choice]}`;
    choose.setAttribute("aria-label", choose.title);
    changed(choice === "system" ? (dark.matches ? "dark" : "light") : choice);
  };
  choose.addEventListener("click", () => {
    choice = next[choice];
    remember(choice);
    show();
  });
  dark.addEventListener("change", show);
  show();
}

function remembered(): Choice {
  const stored = storage()?.getItem(storageKey);
  return stored === "light" || stored === "dark" ? stored : "system";
}

function remember(choice: Choice): void {
  if (choice === "system") storage()?.removeItem(storageKey);
  else storage()?.setItem(storageKey, choice);
}

/** Undefined where the browser is told to keep nothing: then the choice lasts as long as the page. */
function storage(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}
