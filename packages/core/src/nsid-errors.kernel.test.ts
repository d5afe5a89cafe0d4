import { closeSync, mkdirSync, openSync, writeFileSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { createNamespace } from "./create.js";
import { listNsids } from "./list-nsids.js";
import { getNsid } from "./nsid.js";
import { setNsid } from "./set-nsid.js";

const INVALID = "Peer netns reference is invalid";
/** Far above what is open. */
const NOT_OPEN = 1_000_000;

const netlinkError = (code: string, message: string, path: string | undefined) =>
  expect.objectContaining({ name: "NetlinkError", code, extack: expect.objectContaining({ message, path }) });

kernelTest("what is no network namespace: the kernel's words reach the caller", ({ runDir, scratch }) => {
  mkdirSync(runDir);
  writeFileSync(`${runDir}/stale`, "");
  const file = openSync(`${runDir}/stale`, "r");
  try {
    const sources = ["stale", { path: scratch }, { path: "/proc/self/ns/mnt" }, { fd: file }];
    for (const source of sources) {
      expect(() => getNsid(source, { runDir })).toThrow(netlinkError("EINVAL", INVALID, "nsid.fd"));
      expect(() => setNsid(source, 6001, { runDir })).toThrow(netlinkError("EINVAL", INVALID, "nsid.fd"));
    }
    expect(() => getNsid({ fd: NOT_OPEN })).toThrow(netlinkError("EBADF", INVALID, "nsid.fd"));
    expect(() => setNsid({ fd: NOT_OPEN }, "auto")).toThrow(netlinkError("EBADF", INVALID, "nsid.fd"));
  } finally {
    closeSync(file);
  }
});

kernelTest("ids that nobody has: the kernel's words reach the caller", ({ runDir }) => {
  using observer = createNamespace("observer", { runDir });
  const options = { runDir, observer };
  for (const nsid of [6101, -1, -6]) {
    expect(() => listNsids({ ...options, nsid })).toThrow(netlinkError("ENOENT", INVALID, "nsid.nsid"));
  }
  // Of a whole list Linux 6.1 says the words, but not the attribute.
  expect(() => listNsids({ ...options, targetNsid: 6102 })).toThrow(
    expect.objectContaining({
      name: "NetlinkError",
      code: "EINVAL",
      extack: expect.objectContaining({ message: "Invalid target network namespace id" }),
    }),
  );
  setNsid("observer", 6103, options);
  expect(() => listNsids({ ...options, nsid: 6103, targetNsid: 6102 })).toThrow(
    netlinkError("EINVAL", "Target netns reference is invalid", "nsid.targetNsid"),
  );
});

kernelTest("ids that are taken: the kernel's words reach the caller", ({ runDir }) => {
  using observer = createNamespace("observer", { runDir });
  using _blue = createNamespace("blue", { runDir });
  using _green = createNamespace("green", { runDir });
  const options = { runDir, observer };
  setNsid("blue", 6201, options);
  for (const nsid of [6201, 6202, "auto"] as const) {
    expect(() => setNsid("blue", nsid, options)).toThrow(
      netlinkError("EEXIST", "Peer netns already has a nsid assigned", "nsid.fd"),
    );
  }
  expect(() => setNsid("green", 6201, options)).toThrow(
    netlinkError("EEXIST", "The specified nsid is already used", "nsid.nsid"),
  );
  expect(setNsid("green", "auto", options).nsid).toBe(0);
  for (const nsid of [-1, 2 ** 31, 1.5, Number.NaN]) {
    expect(() => setNsid("green", nsid, options)).toThrow(RangeError);
  }
});

kernelTest("every answer names its observer, however that is given", ({ runDir }) => {
  using blue = createNamespace("blue", { runDir });
  using green = createNamespace("green", { runDir });
  const { device, inode } = blue;
  const observers = [blue, { fd: blue.fd }, "blue", { path: `${runDir}/blue` }];
  expect(setNsid(green, 0, { runDir, observer: blue })).toEqual({ nsid: 0, observer: { device, inode } });
  for (const observer of observers) {
    expect(getNsid("green", { runDir, observer })).toEqual({ nsid: 0, observer: { device, inode } });
    expect(listNsids({ runDir, observer })).toMatchObject({ entries: [{ nsid: 0 }], observer: { device, inode } });
    expect(listNsids({ runDir, observer, nsid: 0 }).observer).toEqual({ device, inode });
  }
});

kernelTest("who cannot observe is said so", ({ runDir }) => {
  using blue = createNamespace("blue", { runDir });
  const observing = (observer: Parameters<typeof getNsid>[0]) => () => getNsid(blue, { runDir, observer });
  expect(observing({ path: "/proc/self/ns/mnt" })).toThrow(
    expect.objectContaining({ name: "NamespaceError", step: "enter", code: "EINVAL" }),
  );
  expect(observing("nosuch")).toThrow(expect.objectContaining({ step: "open", code: "ENOENT", namespace: "nosuch" }));
  const closed = createNamespace("green", { runDir });
  closed.close();
  const said = { name: "NamespaceError", step: "open", code: "EBADF", namespace: "green" };
  expect(observing(closed)).toThrow(expect.objectContaining(said));
  expect(() => getNsid(closed)).toThrow(expect.objectContaining(said));
  expect(() => setNsid(closed, "auto")).toThrow(expect.objectContaining(said));
});
