import { readFileSync } from "node:fs";

/**
 * Dumps to decode. Their messages are a kernel's answers to RTM_GET* requests (6.1 and 6.12, User Mode Linux; ../data has
 * them in hexadecimal, all little-endian), taken in turns, each with an interface index of its own. So they have what
 * real ones have, and are as long as nobody's test machine is. Namespace ids are made up: their messages have one
 * attribute and nothing else.
 */

/** How many messages a dump has; the names are also those of the files in ../data. */
export const counts = { links: 1000, routes: 10_000, addresses: 2000, neighbors: 2000, nsids: 2000 };

/** @typedef {keyof typeof counts} Family */

const NLMSG_HDRLEN = 16;
const NLM_F_MULTI = 2;
const RTM_NEWNSID = 88;
const RTA_OIF = 4;

/**
 * The messages of a dump one behind the other, headers included, as if they had come in a single datagram.
 *
 * @param {Family} family
 * @returns {Uint8Array}
 */
export function dumpOf(family, count = counts[family]) {
  const originals = family === "nsids" ? [nsid()] : recorded(family);
  const messages = Array.from({ length: count }, (_, i) => {
    const message = Uint8Array.from(originals[i % originals.length] ?? []);
    const view = new DataView(message.buffer);
    // A dump has one sequence number and one port; the recordings are of several.
    view.setUint32(8, 1, true);
    view.setUint32(12, 1, true);
    const at = family === "nsids" ? NLMSG_HDRLEN + 8 : family === "routes" ? oif(view) : NLMSG_HDRLEN + 4;
    if (at !== undefined) view.setUint32(at, i + 1, true);
    return message;
  });
  return Uint8Array.from(Buffer.concat(messages));
}

/** @param {Exclude<Family, "nsids">} family @returns {Uint8Array[]} */
function recorded(family) {
  const file = new URL(`../data/${family}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")).map((/** @type {{ hex: string }} */ { hex }) =>
    Buffer.from(hex, "hex"),
  );
}

/** struct rtgenmsg, which is one byte and three of padding, and NETNSA_NSID. */
function nsid() {
  const view = new DataView(new ArrayBuffer(28));
  view.setUint32(0, 28, true);
  view.setUint16(4, RTM_NEWNSID, true);
  view.setUint16(6, NLM_F_MULTI, true);
  view.setUint16(20, 8, true);
  view.setUint16(22, 1, true);
  return new Uint8Array(view.buffer);
}

/**
 * Where a route's interface index is, if it has one: not in its header, as with the others, but in an attribute.
 *
 * @param {DataView} view
 */
function oif(view) {
  for (let at = NLMSG_HDRLEN + 12; at < view.byteLength; at += (view.getUint16(at, true) + 3) & ~3)
    if (view.getUint16(at + 2, true) === RTA_OIF) return at + 4;
  return undefined;
}
