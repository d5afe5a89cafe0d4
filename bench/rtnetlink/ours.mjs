import { openSync } from "node:fs";

/**
 * ours.mjs LIBRARY CODEC VIEW TASK MILLISECONDS IFINDEX: what is asked of the kernel, in a process of its own. Writes
 * "FIRST MINIMUM MEDIAN CPU CHECK PEAK": nanoseconds of an entry in the first pass and in all of them, the least of the
 * processor's time in a pass (of all threads), the number of entries, and the most memory that the process had, in KiB. The
 * peers beside this file do the same.
 *
 * The view is "client" (a message of the kernel's is an object of the codec) or "verbs".
 */

const [path = "", codecPath = "", view = "", task = "", milliseconds = "", ifindex = ""] = process.argv.slice(2);
/** @type {any} The packages; what is built of them knows no types here. */
const [library, codec] = await Promise.all([import(path), import(codecPath)]);
const { NLM_F_CREATE, NLM_F_EXCL, RTM_DELADDR, RTM_GETLINK, RTM_GETNSID, RTM_GETROUTE, RTM_NEWADDR } = codec;
const { addressMessage, linkMessage, nsidMessage, routeMessage } = codec;

const AF_INET = 2;
const RT_TABLE_MAIN = 254;
/** Milliseconds of the processor's time. */
const WARM_UP = 1000;
const NSIDS = 2000;
const ADDRESSES = 1000;
const client = library.openClient();

/** @type {any[]} */
const addresses = Array.from({ length: ADDRESSES }, (_, i) => `198.18.${i >> 8}.${i & 255}`);

/** @param {string} address @param {number} [type] */
function addressRequest(address, type = RTM_NEWADDR) {
  const header = { family: AF_INET, prefixlen: 32, index: Number(ifindex) };
  const message = { header, attributes: { local: address, address } };
  return { codec: addressMessage, type, message, flags: type === RTM_NEWADDR ? NLM_F_CREATE | NLM_F_EXCL : 0 };
}

/** @param {any[]} requests */
function batch(requests) {
  const answers = client.batch(requests);
  for (const { error } of answers) if (error !== undefined) throw error;
  return answers.length;
}

const removeAddresses = () => batch(addresses.map((address) => addressRequest(address, RTM_DELADDR)));

/** Those that were made for this; the kernel has made some besides. @param {{ header: { dstLen: number } }} route */
const isOurs = ({ header }) => header.dstLen === 24;
const routes = {
  codec: routeMessage,
  type: RTM_GETROUTE,
  message: { header: { family: AF_INET, table: RT_TABLE_MAIN } },
};

/**
 * A pass gives what has been found, of which `check` says how many entries it is; `after` is not timed.
 *
 * @typedef {{ pass: () => any, check: (found: any) => number, after?: () => void }} Task
 */

/** @type {Record<string, Record<string, () => Task>>} */
const tasks = {
  client: {
    nsids() {
      const fd = openSync("/proc/self/ns/net", "r");
      const request = { codec: nsidMessage, type: RTM_GETNSID, message: { attributes: { fd } } };
      const pass = () => repeat(NSIDS, () => client.request(request)[0].attributes.nsid !== undefined);
      return { pass, check: Number };
    },
    links: () => ({
      pass: () => client.dump({ codec: linkMessage, type: RTM_GETLINK, message: {} }).entries,
      check: ({ length }) => length,
    }),
    routes: () => ({
      pass: () => client.dump(routes).entries,
      check: (found) => found.filter(isOurs).length,
    }),
    "routes-streamed": () => ({
      pass: () => {
        let count = 0;
        for (const some of client.stream(routes)) for (const route of some) if (isOurs(route)) count++;
        return count;
      },
      check: Number,
    }),
    addresses: () => ({
      pass: () => {
        for (const address of addresses) client.request(addressRequest(address), NLM_F_CREATE | NLM_F_EXCL);
        return addresses.length;
      },
      check: Number,
      after: removeAddresses,
    }),
    "addresses-batch": () => ({
      pass: () => batch(addresses.map((address) => addressRequest(address))),
      check: Number,
      after: removeAddresses,
    }),
  },
  verbs: {
    nsids() {
      const fd = openSync("/proc/self/ns/net", "r");
      const pass = () => repeat(NSIDS, () => library.getNsid(client, { fd }).nsid !== undefined);
      return { pass, check: Number };
    },
    links: () => ({ pass: () => library.listLinks(client).entries, check: ({ length }) => length }),
    routes: () => ({
      pass: () => library.listRoutes(client, { version: 4, table: "main" }).entries,
      check: (found) => found.filter((/** @type {any} */ { destination }) => destination.endsWith("/24")).length,
    }),
    addresses: () => ({
      pass: () => {
        for (const address of addresses) library.addAddress(client, { address, link: Number(ifindex) });
        return addresses.length;
      },
      check: Number,
      after: removeAddresses,
    }),
  },
};

/** @param {number} times @param {() => boolean} ask */
function repeat(times, ask) {
  let found = 0;
  for (let i = 0; i < times; i++) if (ask()) found++;
  return found;
}

const start = tasks[view]?.[task];
if (start === undefined) throw new Error(`no task "${task}" of ${view}`);
const { pass, check, after } = start();
/** @type {unknown} */
let found;
const first = timed();
// Until the compiler is done, by the processor's time: on a busy machine the clock says nothing about that.
while (process.cpuUsage().user < WARM_UP * 1000) timed();
const end = performance.now() + Number(milliseconds);
const passes = [];
do passes.push(timed());
while (performance.now() < end || passes.length < 3);
const count = check(found);
const times = passes.map(({ time }) => time).sort((a, b) => a - b);
const cpu = Math.min(...passes.map((one) => one.cpu));
const numbers = [first.time, times[0] ?? Number.NaN, times[times.length >> 1] ?? Number.NaN, cpu];
console.log([...numbers.map((number) => number / count), count, process.resourceUsage().maxRSS].join(" "));

/** One pass. */
function timed() {
  // Of what the pass before has found, nothing need be kept.
  found = undefined;
  const cpuBefore = process.cpuUsage();
  const before = performance.now();
  found = pass();
  const time = (performance.now() - before) * 1e6;
  const { user, system } = process.cpuUsage(cpuBefore);
  after?.();
  return { time, cpu: (user + system) * 1000 };
}
