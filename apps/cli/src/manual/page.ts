import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The manual page's file. */
export const pagePath = fileURLToPath(new URL("../../man/netns.1", import.meta.url));

const lines = readFileSync(pagePath, "utf8").split("\n");

/** The lines of a section, or subsection, as far as the next one. */
export function section(title: string): string[] {
  const start = lines.findIndex((line) => line === `.Sh ${title}` || line === `.Ss ${title}`);
  if (start < 0) throw new Error(`The manual has no ${title}`);
  const length = lines.slice(start + 1).findIndex((line) => /^\.S[hs] /.test(line));
  return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length);
}

/** What has an entry of its own in a section: the words behind a macro (Cm, Fl, Ev) in its list items. */
export function entries(title: string, macro: string): string[] {
  return section(title)
    .filter((line) => line.startsWith(".It ") && line.includes(`${macro} `))
    .flatMap((line) => Array.from(line.matchAll(new RegExp(`\\b${macro} (\\S+)`, "g")), ([, word]) => word ?? ""));
}

/** The displays of a section: commands to be typed. */
export function displays(title: string): string[] {
  return Array.from(
    section(title)
      .join("\n")
      .matchAll(/^\.Bd .*\n([\s\S]*?)\n\.Ed$/gm),
    ([, text]) => text ?? "",
  );
}
