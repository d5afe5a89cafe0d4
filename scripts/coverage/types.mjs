/** @typedef {import("./tables.mjs").Line} Line */

/** Sizes that a type of the specifications always has. */
const sizes = { u8: 1, s8: 1, u16: 2, s16: 2, u32: 4, s32: 4, u64: 8, s64: 8, be16: 2, be32: 4, be64: 8 };

/**
 * The codecs that a type of the specifications may be declared with. Signs are not compared: the kernel itself reads an
 * interface's index as either. Types that are not here (binary, structs) say too little to compare.
 *
 * @type {Readonly<Record<string, readonly (string | RegExp)[]>>}
 */
const acceptable = {
  u8: ["u8", "s8"],
  s8: ["u8", "s8"],
  u16: ["u16", "s16"],
  s16: ["u16", "s16"],
  u32: ["u32", "s32"],
  s32: ["u32", "s32"],
  u64: ["u64", "s64"],
  s64: ["u64", "s64"],
  be16: ["be16"],
  be32: ["be32", "IPv4 address"],
  be64: ["be64"],
  uint: ["uint"],
  flag: ["flag"],
  string: ["text"],
  pad: ["padding", "bytes"],
  mac: ["MAC address", "link-layer address"],
  ipv4: ["IPv4 address", "IP address"],
  ipv6: ["IPv6 address", "IP address"],
  "ipv4-or-v6": ["IP address"],
  nest: ["nest", /^indexed /],
  "nest-type-value": [/^keyed /],
  "indexed-array": [/^indexed /],
  "sub-message": [/^choice/],
};

/**
 * What is wrong with a line, by what a specification says of its type; undefined when nothing is.
 *
 * @param {string} type
 * @param {Line} line
 * @returns {string | undefined}
 */
export function mistyped(type, { codec }) {
  const size = sizes[/** @type {keyof typeof sizes} */ (type)];
  if (size !== undefined && codec.size !== undefined && codec.size !== size) {
    return `${codec.name}, ${codec.size} bytes, where ${type} has ${size}`;
  }
  const names = acceptable[type];
  // What a sibling or the header decides may well be of this type in one case.
  if (names === undefined || codec.name.startsWith("choice")) return undefined;
  const fits = names.some((name) => (typeof name === "string" ? name === codec.name : name.test(codec.name)));
  return fits ? undefined : `${codec.name}, where the specification says ${type}`;
}
