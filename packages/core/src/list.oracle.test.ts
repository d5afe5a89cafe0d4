import { writeFileSync } from "node:fs";
import { expect } from "vitest";
import { createNamespace } from "./create.js";
import { listNames, listNamespaces } from "./list.js";
import { getNsid } from "./nsid.js";
import { oracleTest } from "./oracle/stock.js";
import { setNsid } from "./set-nsid.js";

const NAMES = ["m", "a", "with blank", "z", "ünïcode", 'quo"te', "-x", "10"];

/** As ip(8) has it in JSON. */
const shown = (options: object) =>
  listNamespaces(options).map(({ name, nsid }) => (nsid === undefined ? { name } : { name, id: nsid }));

oracleTest("names that we make are ip's, in the same order, with the same ids", ({ stock }) => {
  const { options } = stock;
  for (const name of NAMES) createNamespace(name, options).close();
  setNsid("m", 4711, options);
  setNsid("10", 0, options);
  const theirs = stock.json("netns", "list");
  expect(theirs).toHaveLength(NAMES.length);
  expect(shown(options)).toEqual(theirs);
  expect(listNames({ ...options, sort: true }).map(({ name }) => name)).toEqual([...NAMES].sort());
});

oracleTest("names that ip makes are ours", ({ stock }) => {
  const { options } = stock;
  for (const name of NAMES) stock.print("netns", "add", name);
  stock.print("netns", "set", "a", "4712");
  stock.print("netns", "set", "z", "auto");
  expect(getNsid("a", options).nsid).toBe(4712);
  expect(shown(options)).toEqual(stock.json("netns", "list"));
  expect(listNamespaces(options).map(({ kind }) => kind)).toEqual(NAMES.map(() => "namespace"));
});

oracleTest("entries that are no namespace stand in ip's list too", ({ stock }) => {
  const { options } = stock;
  stock.print("netns", "add", "blue");
  stock.print("netns", "set", "blue", "4713");
  writeFileSync(`${options.runDir}/stale`, "");
  expect(shown(options)).toEqual(stock.json("netns", "list"));
  expect(listNamespaces(options).find(({ name }) => name === "stale")).toMatchObject({ kind: "plain file" });
});
