/** A path or a name: text, or bytes where it may not be UTF-8. */
export type Bytes = string | Uint8Array;

/**
 * Bytes that end in a NUL, as C expects.
 *
 * @throws TypeError when there is a NUL inside: C would silently stop there.
 */
export function cString(value: Bytes): Buffer {
  if (typeof value === "string" ? value.includes("\0") : value.includes(0)) {
    throw Object.assign(
      new TypeError(`a string for the kernel must not contain NUL: ${JSON.stringify(String(value))}`),
      {
        code: "ERR_INVALID_ARG_VALUE",
      },
    );
  }
  if (typeof value === "string") return Buffer.from(`${value}\0`);
  const terminated = Buffer.alloc(value.length + 1);
  terminated.set(value);
  return terminated;
}
