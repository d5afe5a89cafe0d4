import { openSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { CLONE_NEWNET, LISTNS_CURRENT_USER } from "./constants/namespace.js";
import { Fd } from "./fd.js";
import { listns, namespaceIds, supportsListns } from "./listns.js";
import { nsGetId } from "./nsfs.js";
import { inNewNamespace } from "./scoped.js";

const failure = (code: string) => expect.objectContaining({ code, syscall: "listns" });
const open = () => new Fd(openSync("/proc/thread-self/ns/net", "r"));

/** Linux 6.19 and later; elsewhere each of these tests sees that the kernel says so. */
function listnsTest(name: string, test: () => void): void {
  kernelTest(name, ({ scratch: _ }) => {
    if (supportsListns()) return test();
    expect(() => listns(new BigUint64Array(1))).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/ENOSYS|EPERM/), syscall: "listns" }),
    );
    expect(() => namespaceIds().next()).toThrow(expect.objectContaining({ syscall: "listns" }));
  });
}

// By the kernel's own description of the call, since no such kernel was to be had when this was written.
listnsTest("network namespaces are listed, ours and new ones, in order", () => {
  using own = open();
  using other = inNewNamespace(open);
  const ids = [...namespaceIds({ types: CLONE_NEWNET })];
  expect(ids).toContain(nsGetId(own.fd));
  expect(ids).toContain(nsGetId(other.fd));
  expect(ids).toEqual([...new Set(ids)].sort((a, b) => (a < b ? -1 : 1)));
  expect([...namespaceIds({ types: CLONE_NEWNET, owner: LISTNS_CURRENT_USER })]).toContain(nsGetId(other.fd));
  const buffer = new BigUint64Array(1);
  expect(listns(buffer, 0n, { types: CLONE_NEWNET })).toBe(1);
  expect(buffer[0]).toBe(ids[0]);
});

listnsTest("what listns(2) refuses", () => {
  expect(() => listns(new BigUint64Array(1), 2n ** 64n - 1n)).toThrow(failure("ENOENT"));
  expect(() => listns(new BigUint64Array(1), 0n, { types: 1 })).toThrow(failure("EOPNOTSUPP"));
  expect(() => listns(new BigUint64Array(1_000_001))).toThrow(failure("EOVERFLOW"));
});
