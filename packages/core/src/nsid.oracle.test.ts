import { expect } from "vitest";
import { createNamespace } from "./create.js";
import { listNsids } from "./list-nsids.js";
import type { NsidEntry } from "./nsid-entries.js";
import { oracleTest } from "./oracle/stock.js";
import { setNsid } from "./set-nsid.js";

/** As ip(8) has it in JSON: the first name only. */
function shown({ nsid, currentNsid, names }: NsidEntry): object {
  return {
    ...(nsid === undefined ? {} : { nsid }),
    ...(currentNsid === undefined ? {} : { "current-nsid": currentNsid }),
    ...(names[0] === undefined ? {} : { name: names[0].name }),
  };
}

oracleTest("ids as ip lists them, whoever gave them, with and without a name", ({ stock }) => {
  const { options } = stock;
  using red = createNamespace("red", options);
  using green = createNamespace("green", options);
  stock.print("netns", "add", "blue");
  stock.print("netns", "set", "blue", "5012");
  setNsid(green, 5007, options);
  setNsid(red, 5003, options);
  stock.print("netns", "delete", "red");
  expect(listNsids(options).entries.map(shown)).toEqual(stock.json("netns", "list-id"));
  expect(listNsids({ ...options, nsid: 5012 }).entries.map(shown)).toEqual(
    stock.json("netns", "list-id", "nsid", "5012"),
  );
  expect(listNsids({ ...options, nsid: 5003 }).entries.map(shown)).toEqual([{ nsid: 5003 }]);
});

oracleTest("a target's ids as ip lists them", ({ stock }) => {
  const { options } = stock;
  for (const name of ["blue", "green", "red"]) stock.print("netns", "add", name);
  stock.print("netns", "set", "blue", "5101");
  stock.print("netns", "set", "green", "5102");
  stock.print("-netns", "blue", "netns", "set", "green", "22");
  const target = { ...options, targetNsid: 5101 };
  const words = ["netns", "list-id", "target-nsid", "5101"];
  expect(listNsids(target).entries.map(shown)).toEqual(stock.json(...words));
  expect(listNsids({ ...target, nsid: 5102 }).entries.map(shown)).toEqual(stock.json(...words, "nsid", "5102"));
  // One that has no id here: ip looks its name up by the other's number, and prints that of "green".
  stock.print("-netns", "blue", "netns", "set", "red", "5102");
  expect(listNsids(target).entries.map(shown)).toContainEqual({ nsid: 5102, name: "red" });
});

oracleTest("what the kernel has to say is what ip prints", ({ stock }) => {
  const { options } = stock;
  for (const name of ["blue", "green"]) stock.print("netns", "add", name);
  setNsid("blue", 5201, options);
  const said = (call: () => unknown): string => {
    try {
      call();
    } catch (error) {
      return `Error: ${(error as { extack: { message: string } }).extack.message}.`;
    }
    return "nothing";
  };
  const theirs = (...words: string[]) => stock.run("netns", ...words).stderr.split("\n")[0];
  expect(said(() => setNsid("blue", 5202, options))).toBe(theirs("set", "blue", "5202"));
  expect(said(() => setNsid("green", 5201, options))).toBe(theirs("set", "green", "5201"));
  expect(said(() => listNsids({ ...options, nsid: 5299 }))).toBe(theirs("list-id", "nsid", "5299"));
  expect(said(() => listNsids({ ...options, targetNsid: 5299 }))).toBe(theirs("list-id", "target-nsid", "5299"));
  expect(said(() => listNsids({ ...options, targetNsid: 5299, nsid: 5201 }))).toBe(
    theirs("list-id", "target-nsid", "5299", "nsid", "5201"),
  );
});
