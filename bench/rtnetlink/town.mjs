/**
 * What the contestants find: links, routes, a namespace with an id. It is made once, in the namespace of whoever calls.
 */

export const LINKS = 1000;
export const ROUTES = 100_000;

const AF_INET = 2;
const RT_TABLE_MAIN = 254;
const RTPROT_STATIC = 4;
const RTN_UNICAST = 1;
/** Requests of a batch: more of them would only take memory. */
const BATCH = 10_000;

/** @typedef {{ library: any, codec: any, client: any }} Tools The packages, which know no types here, and a client. */

/** The contestants ask for the id of the namespace that they are in. @param {Tools} tools */
export function nameNamespace({ library, client }) {
  library.setNsid(client, { pid: process.pid }, 5);
}

/** A link for addresses. @param {Tools} tools @returns {number} Its index. */
export function addLinkForAddresses({ library, client }) {
  return library.addLink(client, { kind: "ifb", name: "addresses" }).ifindex;
}

/**
 * Links of several kinds: pairs, of which some are ports of a bridge, macvlans, and others; with those that are there
 * already, `LINKS` of them.
 *
 * @param {Tools} tools
 */
export function addLinks({ library, client }) {
  const { addLink } = library;
  const lower = addLink(client, { kind: "ifb", name: "lower" });
  const bridge = addLink(client, { kind: "bridge", name: "bridge" });
  for (let i = 0; i < 300; i++) {
    const master = i < 150 ? bridge.ifindex : undefined;
    addLink(client, { kind: "veth", name: `near${i}`, master, peer: { name: `far${i}` } });
  }
  for (let i = 0; i < 200; i++)
    addLink(client, { kind: "macvlan", name: `macvlan${i}`, link: lower.ifindex, data: { mode: 4 } });
  const left = LINKS - library.listLinks(client).entries.length;
  for (let i = 0; i < left; i++) addLink(client, { kind: "ifb", name: `ifb${i}`, alias: `link ${i}` });
}

/** `ROUTES` of them by a gateway, each to a network of 24 bits. @param {Tools} tools */
export function addRoutes({ library, codec, client }) {
  const { ifindex } = library.addLink(client, { kind: "ifb", name: "routes", up: true });
  library.addAddress(client, { address: "192.0.2.1/30", link: ifindex });
  const { NLM_F_CREATE, NLM_F_EXCL, RTM_NEWROUTE, routeMessage } = codec;
  const header = {
    family: AF_INET,
    dstLen: 24,
    table: RT_TABLE_MAIN,
    protocol: RTPROT_STATIC,
    scope: 0,
    type: RTN_UNICAST,
  };
  for (let at = 0; at < ROUTES; at += BATCH) {
    const requests = Array.from({ length: BATCH }, (_, i) => {
      const number = at + i;
      const dst = `${10 + (number >> 16)}.${(number >> 8) & 255}.${number & 255}.0`;
      const attributes = { dst, gateway: "192.0.2.2", oif: ifindex, priority: 100 + (number % 7) };
      const message = { header, attributes };
      return { codec: routeMessage, type: RTM_NEWROUTE, flags: NLM_F_CREATE | NLM_F_EXCL, message };
    });
    for (const { error } of client.batch(requests)) if (error !== undefined) throw error;
  }
}
