import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * ours.mjs LIBRARY VIEW TASK MEASURE FILE MILLISECONDS: one contestant, in a process of its own, so that nobody profits
 * from what another one has warmed up. Writes "MINIMUM MEDIAN CHECK": nanoseconds (or bytes, or for `load`
 * milliseconds) a message, and the number of messages or the length of the request. The peers beside this file do the
 * same. Where the library cannot do a task yet, writes "skip: REASON".
 */

/** Exports of the library that decode a family. */
export const codecs = {
  links: "linkMessage",
  routes: "routeMessage",
  addresses: "addressMessage",
  neighbors: "neighborMessage",
  nsids: "nsidMessage",
};

/** @typedef {{ payload: Uint8Array }} Frame */

/** @type {any} */
let nameAndMtu;

/**
 * What a program reads that only wants to know which links there are.
 *
 * @param {any} library @param {Frame} frame
 */
function threeAttributes(library, frame) {
  nameAndMtu ??= library.picker(library.linkMessage, "ifname", "mtu");
  const { header, attributes } = nameAndMtu(frame);
  return { index: header.index, name: attributes.ifname, mtu: attributes.mtu };
}

/** The requests that the peers build, too: with the same attributes, so that all of them have the same length. */
const requests = {
  /** @param {any} library */
  "encode-link": (library) => {
    const header = { type: 16, flags: 0x605, sequence: 1, portId: 0 };
    return encoded(library, library.linkMessage, header, {
      attributes: {
        ifname: "vxlan100",
        mtu: 1450,
        linkinfo: {
          kind: "vxlan",
          data: {
            id: 100,
            link: 2,
            local: "192.0.2.1",
            group: "239.1.1.1",
            ttl: 64,
            tos: 0,
            learning: 1,
            proxy: 0,
            rsc: 0,
            l2miss: 0,
            l3miss: 0,
            udpZeroCsum6Tx: 0,
            udpZeroCsum6Rx: 0,
            port: 4789,
          },
        },
      },
    });
  },
  /** @param {any} library */
  "encode-route": (library) => {
    const header = { type: 24, flags: 0x605, sequence: 1, portId: 0 };
    return encoded(library, library.routeMessage, header, {
      header: { family: 2, dstLen: 16, table: 254, protocol: 3, scope: 0, type: 1 },
      attributes: { dst: "10.1.0.0", gateway: "192.0.2.1", oif: 2 },
    });
  },
};

/** @param {any} library @param {any} codec @param {object} header @param {object} value */
function encoded({ encodeMessage, encodeFrame }, codec, header, value) {
  return encodeMessage ? encodeMessage(codec, header, value) : encodeFrame(header, codec.encode(value));
}

const REQUESTS = 1000;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [path = "", view = "", task = "", measure = "", file = "", milliseconds = ""] = process.argv.slice(2);
  const start = performance.now();
  const library = await import(path);
  const loading = performance.now() - start;
  if (measure === "load") console.log(loading, loading, 1);
  else {
    const name = codecs[family(task)];
    if (!(name in library)) console.log(`skip: there is no ${name} yet`);
    else console.log(timed(prepare(library, view, task, file), measure, Number(milliseconds)));
  }
}

/** @param {string} task */
function family(task) {
  if (task === "three" || task === "encode-link") return "links";
  return task === "encode-route" ? "routes" : /** @type {keyof codecs} */ (task);
}

/** @typedef {{ pass: () => unknown[], check: (results: any[]) => number }} Contest */

/** @param {any} library @param {string} view @param {string} task @param {string} file @returns {Contest} */
function prepare(library, view, task, file) {
  if (task in requests) {
    const request = requests[/** @type {keyof requests} */ (task)];
    const pass = () => {
      const made = [];
      for (let i = 0; i < REQUESTS; i++) made.push(request(library));
      return made;
    };
    return { pass, check: (made) => made[0].length };
  }
  // Not the Buffer itself: its subarray() is slower than Uint8Array's, and what a socket gives is up to the socket.
  const dump = new Uint8Array(readFileSync(file));
  const codec = library[codecs[family(task)]];
  /** @param {Frame} frame */
  const decode = (frame) => {
    if (task === "three") return threeAttributes(library, frame);
    return view === "lists" ? codec.decodeList(frame) : codec.decode(frame);
  };
  const pass = () => {
    const found = [];
    for (const frame of library.decodeFrames(dump).frames) found.push(decode(frame));
    return found;
  };
  return { pass, check: (found) => found.length };
}

/** @param {Contest} contest @param {string} measure @param {number} milliseconds */
function timed({ pass, check }, measure, milliseconds) {
  const times = [];
  let results = [];
  const end = performance.now() + milliseconds;
  do {
    const start = performance.now();
    results = pass();
    times.push(((performance.now() - start) * 1e6) / results.length);
  } while (measure !== "cold" && (performance.now() < end || times.length < 3));
  times.sort((a, b) => a - b);
  if (measure === "alloc") {
    const bytes = allocated(pass) / results.length;
    return `${bytes} ${bytes} ${check(results)}`;
  }
  return `${times[0]} ${times[times.length >> 1]} ${check(results)}`;
}

/**
 * Right only when nothing is collected meanwhile: start with --expose-gc and room for a whole pass in the young
 * generation.
 *
 * @param {() => unknown[]} pass
 */
function allocated(pass) {
  const used = () => {
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  globalThis.gc?.();
  const before = used();
  const kept = pass();
  const after = used();
  if (kept.length === 0) throw new Error("something is missing");
  return after - before;
}
