import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { evaluate } from "./expressions.mjs";

/** @typedef {Record<string, number | string>} Numbers By the kernel's names; as text beyond 53 bits. */
/** @typedef {{ header: string, numbers: Numbers }} Enumeration */
/** @typedef {{ enumerations: Enumeration[], constants: Numbers }} Headers */

/** The UAPI headers that rtnetlink and generic netlink's control family are made of, below linux/. */
const headerNames = [
  "amt",
  "batman_adv",
  "can/netlink",
  "can/vxcan",
  "caif/if_caif",
  "cfm_bridge",
  "devlink",
  "dpll",
  "fib_rules",
  "gen_stats",
  "genetlink",
  "icmpv6",
  "if",
  "if_addr",
  "if_addrlabel",
  "if_arp",
  "if_bonding",
  "if_bridge",
  "if_ether",
  "if_link",
  "if_macsec",
  "if_packet",
  "if_tun",
  "if_tunnel",
  "if_vlan",
  "ila",
  "in",
  "in_route",
  "ioam6",
  "ioam6_iptunnel",
  "ip",
  "ipv6",
  "lwtunnel",
  "mpls",
  "mpls_iptunnel",
  "mroute",
  "mroute6",
  "mrp_bridge",
  "neighbour",
  "net_namespace",
  "netconf",
  "netlink",
  "nexthop",
  "pkt_cls",
  "pkt_sched",
  "rpl_iptunnel",
  "rtnetlink",
  "seg6",
  "seg6_iptunnel",
  "seg6_local",
  "snmp",
  "veth",
  "wwan",
];

/**
 * Names and numbers of a tree of UAPI headers. What no compiler is needed for: enumerations, and macros that are an
 * integer.
 *
 * @param {string} folder Holds linux/rtnetlink.h and the like: /usr/include.
 * @returns {Headers}
 */
export function readHeaders(folder) {
  /** @type {Map<string, bigint>} */
  const known = new Map();
  /** @type {Enumeration[]} */
  const enumerations = [];
  /** @type {Array<[name: string, expression: string]>} */
  const macros = [];
  const inEnumerations = new Set();
  for (const name of headerNames) {
    const path = join(folder, "linux", `${name}.h`);
    if (!existsSync(path)) continue;
    const source = withoutUntaken(withoutComments(readFileSync(path, "utf8")));
    const own = [...source.matchAll(/^[ \t]*#[ \t]*define[ \t]+(\w+)[ \t]+(\S.*)$/gm)].map(
      ([, macro = "", expression = ""]) => /** @type {[string, string]} */ ([macro, expression]),
    );
    // An enumeration's value may be a macro of its header: UAPI headers repeat each member as one, which says nothing.
    for (const [macro, expression] of own) {
      const value = evaluate(expression, known);
      if (value !== undefined && !known.has(macro)) known.set(macro, value);
    }
    for (const [, body = ""] of source.replaceAll(/^[ \t]*#.*$/gm, "").matchAll(/\benum\b[^{};()]*\{([^}]*)\}/g)) {
      const numbers = enumerationOf(body, known);
      for (const member of Object.keys(numbers)) inEnumerations.add(member);
      enumerations.push({ header: `linux/${name}.h`, numbers });
    }
    macros.push(...own);
  }
  /** @type {Numbers} */
  const constants = {};
  for (const [macro, expression] of macros) {
    const value = evaluate(expression, known);
    if (value !== undefined && !inEnumerations.has(macro)) constants[macro] = plain(value);
  }
  return { enumerations, constants };
}

/** @param {string} body @param {Map<string, bigint>} known @returns {Numbers} */
function enumerationOf(body, known) {
  /** @type {Numbers} */
  const numbers = {};
  /** @type {bigint | undefined} */
  let next = 0n;
  for (const member of body.split(/,(?![^(]*\))/)) {
    const [, name, expression] = /^\s*(\w+)\s*(?:=\s*([\s\S]*\S))?\s*$/.exec(member) ?? [];
    if (name === undefined) continue;
    /** @type {bigint | undefined} */
    const value = expression === undefined ? next : evaluate(expression, known);
    if (value !== undefined) {
      known.set(name, value);
      numbers[name] = plain(value);
    }
    next = value === undefined ? undefined : value + 1n;
  }
  return numbers;
}

/** @param {bigint} value */
function plain(value) {
  return BigInt(Number(value)) === value && Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}

/** @param {string} source */
function withoutComments(source) {
  return source
    .replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, " "))
    .replaceAll(/\/\/.*$/gm, "")
    .replaceAll("\\\n", " ");
}

/**
 * What no program outside the kernel sees, and the second of two versions. Guards and conditions on the C library are
 * taken as true.
 *
 * @param {string} source
 */
function withoutUntaken(source) {
  /** @type {boolean[]} */
  const taken = [];
  return source
    .split("\n")
    .filter((line) => {
      const [, directive, condition = ""] = /^\s*#\s*(if|ifdef|ifndef|elif|else|endif)\b\s*(.*)$/.exec(line) ?? [];
      if (directive === undefined) return taken.every(Boolean);
      if (directive === "endif") taken.pop();
      else if (directive === "else" || directive === "elif") taken.push(taken.pop() === false && directive === "else");
      else
        taken.push(
          directive === "ifndef" || !/^(0|__KERNEL__|__cplusplus|defined\s*\(?__KERNEL__\)?)\s*$/.test(condition),
        );
      return false;
    })
    .join("\n");
}
