import { expect, test, vi } from "vitest";
import { Fd } from "./fd.js";

test("closing is idempotent, and disposing closes", () => {
  const closer = { closeSync: vi.fn() };
  const fd = new Fd(7, closer);
  {
    using _ = fd;
    expect(fd.closed).toBe(false);
  }
  fd.close();
  expect(fd.closed).toBe(true);
  expect(closer.closeSync.mock.calls).toEqual([[7]]);
});

test("a close that reports an error is not made again: the number may be somebody else's by then", () => {
  const closer = {
    closeSync: vi.fn(() => {
      throw new Error("EIO");
    }),
  };
  const fd = new Fd(7, closer);
  expect(() => fd.close()).toThrow("EIO");
  fd.close();
  expect(closer.closeSync).toHaveBeenCalledTimes(1);
});
