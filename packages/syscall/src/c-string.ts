/** A path or a name: text, or bytes where it may not be UTF-8. */
export type Bytes = string | Uint8Array;

/**
 * Bytes that end in a NUL, as C expects.
 *
 * @throws TypeError when there is a NUL inside: C would silently stop there.
 */
export function cString(value: Bytes): Buffer {
  const bytes = typeof value === "string" ? Buffer.from(value) : value;
  if (bytes.includes(0)) {
    throw Object.assign(
      new TypeError(`a string for the kernel must not contain NUL: ${JSON.stringify(String(value))}`),
      {
        code: "ERR_INVALID_ARG_VALUE",
      },
    );
  }
  const terminated = Buffer.alloc(bytes.length + 1);
  terminated.set(bytes);
  return terminated;
}
