import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The script that prints them. */
export const outputsScript = fileURLToPath(new URL("outputs.sh", import.meta.url));

/** JSON that a subcommand printed. */
export interface JsonOutput {
  /** Its definition in the schema. */
  readonly subcommand: string;
  readonly json: string;
}

/** What the script printed. */
export function readOutputs(text: string): JsonOutput[] {
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => {
      const [subcommand = "", json = ""] = line.split("\t");
      return { subcommand, json };
    });
}

interface Definition {
  readonly $ref?: string;
  readonly items?: Definition;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, unknown>>;
}

export const schema: { readonly $defs: Readonly<Record<string, Definition>> } = JSON.parse(
  readFileSync(fileURLToPath(new URL("../../schema/netns.schema.json", import.meta.url)), "utf8"),
);

/** What the objects of a subcommand are according to the schema. */
export function objectsOf(subcommand: string): Definition {
  let definition = schema.$defs[subcommand];
  if (definition?.$ref !== undefined) definition = schema.$defs[definition.$ref.replace("#/$defs/", "")];
  if (definition === undefined) throw new Error(`The schema has no ${subcommand}`);
  return definition.items ?? definition;
}
