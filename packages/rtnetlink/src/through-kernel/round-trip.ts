import type { MessageCodec } from "@netns/netlink";
import { expect } from "vitest";
import { kernelRelease } from "./kernel.js";

// biome-ignore lint/suspicious/noExplicitAny: the constraint of a type parameter, which keeps the real type.
type AnyMessageCodec = MessageCodec<any, any>;

/**
 * Checks what must hold for any message of the kernel's: the list view gives the same bytes, and the plain view an
 * equal message.
 *
 * @returns What no table knows, by path: numbers of attributes, and what newer kernels have behind a struct.
 */
export function expectRoundTrip(codec: AnyMessageCodec, payload: Uint8Array): string[] {
  const list = codec.decodeList(payload);
  expect(Buffer.from(codec.encode(list)).toString("hex")).toBe(Buffer.from(payload).toString("hex"));
  const plain = codec.decode(payload);
  expect(codec.decode(codec.encode(plain))).toEqual(plain);
  return unknownIn(list.attributes, codec.name);
}

/** What kernels tell that no header of theirs names, by the beginning of their release, and why. */
const unknown: ReadonlyArray<{ readonly release: string; readonly path: RegExp; readonly because: string }> = [];

/** Whether it is known of this kernel that it tells something that no table has. */
export function mayBeUnknown(path: string): boolean {
  return unknown.some((one) => kernelRelease.startsWith(one.release) && one.path.test(path));
}

function unknownIn(value: unknown, path: string): string[] {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return [];
  if (Array.isArray(value)) return value.flatMap((entry) => unknownIn(entry, path));
  const { name, type } = value as { readonly name?: unknown; readonly type?: unknown };
  if ("name" in value && name === undefined) return [`${path}(${type ?? "trailing bytes"})`];
  const inner = typeof name === "string" && "value" in value ? `${path}.${name}` : path;
  return [
    ...("tail" in value ? [`${path}.tail`] : []),
    ...Object.entries(value).flatMap(([key, one]) => unknownIn(one, key === "value" ? inner : path)),
  ];
}
