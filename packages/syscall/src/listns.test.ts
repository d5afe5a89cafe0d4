import { expect, test, vi } from "vitest";
import { errno } from "./errno.js";
import { SyscallError } from "./errors.js";
import { listns, type NamespaceFilter, namespaceIds, supportsListns } from "./listns.js";

const failure = (code: string) => new SyscallError("listns", errno[code] as number);

/** A kernel that has these ids, and gives at most `page` of them at a time. */
function kernelWith(known: readonly bigint[], page: number) {
  const calls: { after: bigint; filter: NamespaceFilter; room: number }[] = [];
  const system = {
    listns(ids: BigUint64Array, after = 0n, filter: NamespaceFilter = {}) {
      calls.push({ after, filter, room: ids.length });
      const found = known.filter((id) => id > after).slice(0, Math.min(page, ids.length));
      if (found.length === 0) throw failure("ENOENT");
      ids.set(found);
      return found.length;
    },
  };
  return { system, calls };
}

test("ids come chunk by chunk, each from behind the last one", () => {
  const known = [1n, 2n, 7n, 2n ** 64n - 2n];
  const { system, calls } = kernelWith(known, 2);
  expect([...namespaceIds({ types: 0x40000000 }, system)]).toEqual(known);
  expect(calls.map(({ after }) => after)).toEqual([0n, 2n, 2n ** 64n - 2n]);
  expect(calls.every(({ filter }) => filter.types === 0x40000000)).toBe(true);
});

test("no namespace at all is an empty list, whichever way the kernel says so", () => {
  expect([...namespaceIds({}, kernelWith([], 8).system)]).toEqual([]);
  expect([...namespaceIds({}, { listns: () => 0 })]).toEqual([]);
});

test("the kernel is asked for no more than is wanted", () => {
  const { system, calls } = kernelWith([1n, 2n, 3n, 4n], 2);
  const ids = namespaceIds({}, system);
  expect(calls).toEqual([]);
  expect(ids.next().value).toBe(1n);
  ids.return();
  expect(calls).toHaveLength(1);
});

test("what arrived before a failure has been seen, and then comes the failure", () => {
  let calls = 0;
  const system = {
    listns(ids: BigUint64Array) {
      if (calls++ > 0) throw failure("ENOMEM");
      ids[0] = 5n;
      return 1;
    },
  };
  const seen: bigint[] = [];
  expect(() => {
    for (const id of namespaceIds({}, system)) seen.push(id);
  }).toThrow("ENOMEM");
  expect(seen).toEqual([5n]);
});

test("support is asked for once per system", () => {
  const yes = { listns: vi.fn(() => 1) };
  expect([supportsListns(yes), supportsListns(yes)]).toEqual([true, true]);
  expect(yes.listns).toHaveBeenCalledTimes(1);
});

test.each(["ENOSYS", "EPERM"])("%s means that there is no such call", (code) => {
  const system = {
    listns: () => {
      throw failure(code);
    },
  };
  expect(supportsListns(system)).toBe(false);
});

test("any other failure is no answer, and is not remembered as one", () => {
  const answers = [failure("ENOMEM"), undefined];
  const system = {
    listns() {
      const error = answers.shift();
      if (error !== undefined) throw error;
      return 1;
    },
  };
  expect(() => supportsListns(system)).toThrow("ENOMEM");
  expect(supportsListns(system)).toBe(true);
});

test("wrong arguments are refused before the kernel would write beyond the array", () => {
  expect(() => listns(new Uint8Array(8) as never)).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARG_TYPE" }));
  expect(() => listns([1n] as never)).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARG_TYPE" }));
  const ids = new BigUint64Array(1);
  expect(() => listns(ids, -1n)).toThrow(expect.objectContaining({ code: "ERR_OUT_OF_RANGE" }));
  expect(() => listns(ids, 0 as never)).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARG_TYPE" }));
  expect(() => listns(ids, 0n, { types: -1 })).toThrow(expect.objectContaining({ code: "ERR_OUT_OF_RANGE" }));
  expect(() => listns(ids, 0n, { owner: 2n ** 64n })).toThrow(expect.objectContaining({ code: "ERR_OUT_OF_RANGE" }));
});
