/** IFNAMSIZ without the NUL. */
const MAX_BYTES = 15;

/** ALTIFNAMSIZ without the NUL. */
const MAX_ALTERNATIVE_BYTES = 127;

/**
 * What dev_valid_name (net/core/dev.c) refuses: separators of paths and of aliases, and blanks. It goes by bytes, and takes
 * a0 for Latin-1's blank (lib/ctype.c): so "à" is refused, which ends in it, and wide blanks of Unicode are not.
 */
const FORBIDDEN = /[/:\t-\r ]/;
const LATIN1_BLANK = 0xa0;

/** Bytes that are not UTF-8, as the codec's texts have them: each is one byte. */
const ESCAPED = /[\udc80-\udcff]/gu;
const lengthOf = (name: string) => Buffer.byteLength(name.replace(ESCAPED, "."));
const isBlank = (one: string) => one === "\udca0" || Buffer.from(one).includes(LATIN1_BLANK);

/**
 * Checks the name that a link is to get, because the kernel refuses one with nothing but EINVAL, and takes an empty one
 * for none. "%d" may stand in it once, for a number.
 *
 * @throws RangeError that says what is wrong, TypeError for what is no text.
 */
export function checkLinkName(name: string): void {
  if (typeof name !== "string") throw new TypeError(`a link's name is a text, not ${String(name)}`);
  const wrong = flawOf(name);
  if (wrong !== undefined) throw new RangeError(`${JSON.stringify(name)} is no name for a link: ${wrong}`);
}

/** The same for an alternative name, of which the kernel takes all but what would not fit. */
export function checkAltName(name: string): void {
  if (typeof name !== "string") throw new TypeError(`an alternative name is a text, not ${String(name)}`);
  const length = lengthOf(name);
  if (length > 0 && length <= MAX_ALTERNATIVE_BYTES) return;
  throw new RangeError(
    `${JSON.stringify(name)} is no alternative name: ${length} bytes, not 1 to ${MAX_ALTERNATIVE_BYTES}`,
  );
}

function flawOf(name: string): string | undefined {
  const length = lengthOf(name);
  if (length === 0) return "it is empty";
  if (length > MAX_BYTES) return `${length} bytes, at most ${MAX_BYTES} fit`;
  if (name === "." || name === "..") return "it would be a directory";
  const [forbidden] = FORBIDDEN.exec(name) ?? [...name].filter(isBlank);
  if (forbidden !== undefined) return `${JSON.stringify(forbidden)} may not be in it`;
  if (name.replace("%d", "").includes("%")) return 'a "%" may only be in one "%d"';
  return undefined;
}
