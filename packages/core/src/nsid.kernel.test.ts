import { symlinkSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { createNamespace } from "./create.js";
import { listNsids } from "./list-nsids.js";
import { getNsid } from "./nsid.js";
import { setNsid } from "./set-nsid.js";

kernelTest("an id is given once, and stays", ({ runDir }) => {
  using observer = createNamespace("observer", { runDir });
  const options = { runDir, observer };
  using _blue = createNamespace("blue", { runDir });
  using _green = createNamespace("green", { runDir });
  expect(getNsid("blue", options).nsid).toBeUndefined();
  setNsid("blue", 7, options);
  expect(getNsid("blue", options).nsid).toBe(7);
  expect(() => setNsid("blue", 8, options)).toThrow(
    expect.objectContaining({
      code: "EEXIST",
      extack: expect.objectContaining({ message: "Peer netns already has a nsid assigned", path: "nsid.fd" }),
    }),
  );
  expect(() => setNsid("green", 7, options)).toThrow(
    expect.objectContaining({ code: "EEXIST", extack: expect.objectContaining({ path: "nsid.nsid" }) }),
  );
  setNsid("green", "auto", options);
  expect(getNsid("green", options).nsid).toBe(0);
});

kernelTest("another observer has other ids", ({ runDir }) => {
  using blue = createNamespace("blue", { runDir });
  using _green = createNamespace("green", { runDir });
  setNsid("green", 5, { runDir, observer: blue });
  expect(getNsid("green", { runDir }).nsid).toBeUndefined();
  expect(listNsids({ runDir, observer: blue }).entries).toEqual([
    { nsid: 5, currentNsid: undefined, names: [{ name: "green", rawName: Buffer.from("green") }] },
  ]);
});

kernelTest("a target's ids, with the observer's beside them", ({ runDir }) => {
  using blue = createNamespace("blue", { runDir });
  using _green = createNamespace("green", { runDir });
  using observer = createNamespace("observer", { runDir });
  const options = { runDir, observer };
  setNsid("blue", 1, options);
  setNsid("green", 2, options);
  setNsid("green", 22, { runDir, observer: blue });
  expect(listNsids({ ...options, targetNsid: 1 }).entries).toEqual([
    { nsid: 22, currentNsid: 2, names: [{ name: "green", rawName: Buffer.from("green") }] },
  ]);
  expect(listNsids({ ...options, nsid: 2, targetNsid: 1 }).entries).toEqual([
    { nsid: 22, currentNsid: 2, names: [{ name: "green", rawName: Buffer.from("green") }] },
  ]);
  expect(() => listNsids({ ...options, targetNsid: 99 })).toThrow(expect.objectContaining({ code: "EINVAL" }));
  expect(() => listNsids({ ...options, nsid: 99 })).toThrow(
    expect.objectContaining({ code: "ENOENT", extack: expect.objectContaining({ path: "nsid.nsid" }) }),
  );
});

kernelTest("several names of one namespace are all there", ({ runDir }) => {
  using _blue = createNamespace("blue", { runDir });
  using observer = createNamespace("observer", { runDir });
  const options = { runDir, observer };
  symlinkSync("blue", `${runDir}/also-blue`);
  setNsid("blue", 3, options);
  expect(listNsids({ ...options, nsid: 3 }).entries[0]?.names).toHaveLength(2);
  expect(new Set(listNsids(options).entries[0]?.names.map(({ name }) => name))).toEqual(new Set(["blue", "also-blue"]));
});

kernelTest("a name that is not there is said so", ({ runDir }) => {
  expect(() => setNsid("nosuch", 1, { runDir })).toThrow(
    `Cannot open network namespace "nosuch": No such file or directory`,
  );
});
