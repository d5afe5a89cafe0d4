import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { helpTexts } from "../help.js";
import { options } from "../options.js";
import { PATH_VARIABLES } from "../paths.js";
import { entries, section } from "./page.js";

test("every subcommand has an entry, in the order in which they are compared", () => {
  expect(entries("DESCRIPTION", "Cm")).toEqual(expect.arrayContaining([...helpTexts.keys()]));
  const order = section("DESCRIPTION").filter((line) => /^\.Cm \S+ [,.]$/.test(line));
  expect(order.slice(0, 13).map((line) => line.split(" ")[1])).toEqual(
    "list show lst list-id help add set delete identify pids exec monitor attach".split(" "),
  );
});

test("every option has an entry, and those that may be shortened stand in their order", () => {
  const withoutDash = (name: string | undefined) => name?.slice(1);
  const all = options.flatMap(({ names }) => names.map(withoutDash));
  expect([...new Set(entries("Options", "Fl"))].sort()).toEqual([...all].sort());
  const shortened = options.filter(({ exact }) => !exact).map(({ names }) => withoutDash(names[0]));
  const order = section("Options").filter((line) => /^\.Fl \S+ [,.]$/.test(line));
  expect(order.slice(0, shortened.length).map((line) => line.split(" ")[1])).toEqual(shortened);
});

test("every environment variable has an entry, here and in the README", () => {
  expect(entries("ENVIRONMENT", "Ev")).toEqual(expect.arrayContaining([...PATH_VARIABLES]));
  const readme = readFileSync("README.md", "utf8");
  for (const variable of PATH_VARIABLES) expect(readme).toContain(`| \`${variable}\``);
});

test("the package brings what the documents name", () => {
  const { files, man } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(files).toEqual(expect.arrayContaining(["completions", "man", "schema"]));
  // npm links it into the system's manuals when it installs the package globally (package.json(5)).
  expect(man).toEqual(["./man/netns.1"]);
});
