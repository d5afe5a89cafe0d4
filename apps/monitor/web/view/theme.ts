import { part } from "../dom.js";
import { remember, remembered } from "./remembered.js";

export type Theme = "light" | "dark";
type Choice = Theme | "system";

const storageKey = "netns-monitor-theme";
const dark = matchMedia("(prefers-color-scheme: dark)");
const next = { system: "light", light: "dark", dark: "system" } as const;
const titles = { system: "as the system", light: "light", dark: "dark" };

/** The button that chooses the theme, which is remembered. @param changed Is told at once, and when it is another one. */
export function wireTheme(changed: (theme: Theme) => void): void {
  const choose = part("theme", HTMLButtonElement);
  let choice = rememberedChoice();
  const show = () => {
    if (choice === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = choice;
    choose.title = `Theme: ${titles[choice]}`;
    choose.setAttribute("aria-label", choose.title);
    changed(choice === "system" ? (dark.matches ? "dark" : "light") : choice);
  };
  choose.addEventListener("click", () => {
    choice = next[choice];
    remember(storageKey, choice === "system" ? undefined : choice);
    show();
  });
  dark.addEventListener("change", show);
  show();
}

function rememberedChoice(): Choice {
  const stored = remembered(storageKey);
  return stored === "light" || stored === "dark" ? stored : "system";
}
