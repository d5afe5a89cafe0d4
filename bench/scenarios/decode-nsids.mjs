import { compare } from "../compare.mjs";

/** The codec, beside the least that JavaScript can do with the same bytes: fixed offsets, nothing checked. */
export const title = "decoding a dump of 2,000 nsids, milliseconds";

const COUNT = 2000;

/** @param {{ root: string, rounds: number }} context */
export async function run({ root, rounds }) {
  const { decodeFrames, encodeFrame, nsidMessage } = await import(`${root}/packages/netlink/dist/index.js`);
  const messages = Array.from({ length: COUNT }, (_, nsid) =>
    encodeFrame({ type: 88, flags: 2, sequence: 1, portId: 1 }, nsidMessage.encode({ attributes: { nsid } })),
  );
  const dump = Uint8Array.from(Buffer.concat(messages));
  const view = new DataView(dump.buffer);
  const little = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

  const floor = () => {
    const found = [];
    for (let at = 0; at < dump.length; at += view.getUint32(at, little))
      found.push({ nsid: view.getInt32(at + 24, little) });
    check(found);
  };
  const codec = () => check(decodeFrames(dump).frames.map(({ payload }) => nsidMessage.decode(payload).attributes));
  const lossless = () => {
    const lists = decodeFrames(dump).frames.map(({ payload }) => nsidMessage.decodeList(payload).attributes);
    if (lists.length !== COUNT) throw new Error("something is missing");
  };
  return compare(
    [
      { name: "fixed offsets", run: floor },
      { name: "objects", run: codec },
      { name: "lists", run: lossless },
    ],
    rounds * 5,
  );
}

/** @param {{ nsid?: number }[]} found */
function check(found) {
  if (found.length !== COUNT || found[COUNT - 1]?.nsid !== COUNT - 1) throw new Error("something is missing");
}
