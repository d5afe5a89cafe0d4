import { errno, linux, SyscallError, type System } from "@netns/syscall";
import { kernelTest, openDescriptors } from "@netns/testing";
import { expect } from "vitest";
import { createNamespaces } from "./create.js";
import { listNamespaces } from "./list.js";
import { setNsid } from "./set-nsid.js";

const names = Array.from({ length: 70 }, (_, i) => `n${i}`);

/** No more than so many of a kind can be open at once. */
function withFew(most: number): System {
  const files = new Set<number>();
  return {
    ...linux,
    open(path, ...rest) {
      if (files.size === most) throw new SyscallError("open", errno["EMFILE"] ?? 0, { path });
      const fd = linux.open(path, ...rest);
      files.add(fd);
      return fd;
    },
    close(fd) {
      linux.close(fd);
      files.delete(fd);
    },
  };
}

kernelTest("each name has its namespace's id, also where there are few descriptors for all of them", ({ paths }) => {
  createNamespaces(names, paths);
  const wanted = names.map((name, i) => ({ name, nsid: i % 3 === 0 ? 1000 - i : undefined }));
  for (const { name, nsid } of wanted) if (nsid !== undefined) setNsid(name, nsid, paths);
  const before = openDescriptors();
  const ids = (system: System) =>
    listNamespaces({ ...paths, system })
      .map(({ name, nsid }) => ({ name, nsid }))
      .sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
  for (const most of [64, 32, 3, 2]) expect(ids(withFew(most))).toEqual(wanted);
  expect(() => ids(withFew(1))).not.toThrow();
  expect(() => ids(withFew(0))).toThrow(expect.objectContaining({ step: "read-run-dir", code: "EMFILE" }));
  expect(openDescriptors()).toEqual(before);
});
