import { spawnSync } from "node:child_process";
import { linkKinds } from "@netns/netlink";
import { kernelTest } from "@netns/testing";
import { beforeAll, describe, expect } from "vitest";
import { isPrivileged, isUserModeLinux, kernelAtLeast, kernelRelease, loadModule } from "./kernel.js";
import { expectNoComplaints, nameThread } from "./kernel-log.js";
import type { Kind, KindCases, LinkCase } from "./kinds/case.js";
import { expectedKinds } from "./kinds/expected.js";
import { kindCases } from "./kinds/index.js";
import { nowhere, RealScene } from "./kinds/scene.js";
import { Lab, type Link, type LinkInput } from "./lab.js";
import { isUnknownKind, refusalOf } from "./refusal.js";

beforeAll(nameThread);

type AnyCase = LinkCase<Kind>;
type Values = Readonly<Record<string, unknown>>;

const kinds = Object.keys(linkKinds) as Kind[];
const casesOf = (kind: Kind): KindCases<Kind> => kindCases[kind] as KindCases<Kind>;
const nameOf = (kind: Kind, { about }: AnyCase): string => (about === undefined ? kind : `${kind}, ${about}`);

describe("every attribute of a kind is given in one of its cases, or it is said why not", () => {
  for (const kind of kinds) {
    kernelTest(kind, () => {
      const { cases = () => [], notGiven = {} } = casesOf(kind);
      const given = cases(nowhere).flatMap(({ data = {} }) => Object.keys(data));
      // Padding says nothing.
      const all = linkKinds[kind]()
        .lines.filter(({ codec }) => codec.plain !== "hidden")
        .map(({ name }) => name);
      expect([...new Set([...given, ...Object.keys(notGiven)])].sort()).toEqual([...all].sort());
      expect(given.filter((name) => name in notGiven)).toEqual([]);
    });
  }
});

const ran = new Set<string>();
const missing = new Set<string>();

function create(lab: Lab, kind: Kind, link: LinkInput = {}, data: Values = {}): Link {
  // What TypeScript cannot see: the data is of this kind.
  const linkinfo = { kind, data } as LinkInput["linkinfo"];
  lab.createLink({ ...link, ifname: "it", linkinfo });
  return lab.dumpedLink("it");
}

function dataOf({ attributes }: Link): Values {
  const { linkinfo } = attributes;
  return ((linkinfo as { readonly data?: Values } | undefined)?.data ?? {}) as Values;
}

function expectTold(told: Link, kind: Kind, one: AnyCase): void {
  expect(told.attributes.linkinfo?.kind).toBe(kind);
  const data = dataOf(told);
  for (const [name, value] of Object.entries((one.data ?? {}) as Values)) {
    const since = (one.since as Values | undefined)?.[name];
    if (typeof since === "string" && !kernelAtLeast(since)) continue;
    const optional = (one.optional as Values | undefined)?.[name];
    if (optional !== undefined && !(name in data)) {
      missing.add(`${kind}'s ${name} (${optional})`);
      continue;
    }
    const differs = one.told as Values | undefined;
    expect(data[name], `${kind}: ${name}`).toEqual(differs && name in differs ? differs[name] : value);
  }
  for (const [name, value] of Object.entries((one.link ?? {}) as Values)) {
    expect((told.attributes as Values)[name], `${kind}: ${name}`).toEqual(value);
  }
}

/** Makes the link, compares, takes it away, and makes it again from what was told. */
function tryCase(lab: Lab, kind: Kind, one: AnyCase, settable: ReadonlySet<string>): void {
  const told = create(lab, kind, one.link, one.data as Values | undefined);
  expectTold(told, kind, one);
  one.check?.(lab, told);
  lab.deleteLink(told.header.index);

  const known = Object.entries(dataOf(told)).filter(([name]) => settable.has(name));
  const data = { ...Object.fromEntries(known), ...one.again };
  const toldAgain = create(lab, kind, one.link, data);
  const comparable = (link: Link) => Object.fromEntries(Object.entries(dataOf(link)).filter(([n]) => settable.has(n)));
  expect(comparable(toldAgain)).toEqual(comparable(told));
  one.check?.(lab, toldAgain);
  lab.deleteLink(toldAgain.header.index);
}

describe("a link comes back as it was asked for", () => {
  for (const kind of kinds) {
    const { cases, refused, exclusive, notAgain = {} } = casesOf(kind);
    const given = (cases?.(nowhere) ?? []).flatMap(({ data = {} }) => Object.keys(data));
    for (const [i, one] of (cases?.(nowhere) ?? []).entries()) {
      kernelTest(nameOf(kind, one), () => {
        if (one.privileged !== undefined && !isPrivileged) {
          missing.add(`${nameOf(kind, one)} (${one.privileged})`);
          return;
        }
        using lab = new Lab();
        using scene = new RealScene(lab);
        // Before anything is opened for it.
        if (isUnknownKind(refusalOf(() => create(lab, kind)))) {
          missing.add(kind);
          return;
        }
        const probe = refusalOf(() => lab.deleteLink(lab.link("it").header.index));
        if (probe !== undefined && probe.code !== "ENODEV") throw probe;
        if (one.needs?.module !== undefined) loadModule(one.needs.module);
        const real = cases?.(scene)[i] as AnyCase;
        const settable = exclusive === undefined ? given : Object.keys(one.data ?? {});
        const again = new Set(settable.filter((name) => !(name in notAgain)));
        const refusal = refusalOf(() => tryCase(lab, kind, real, again));
        if (refusal !== undefined && refusal.code === one.needs?.without) {
          missing.add(`${nameOf(kind, one)} (no ${one.needs?.what})`);
          return;
        }
        if (refusal !== undefined) throw refusal;
        ran.add(kind);
      });
    }
    if (refused !== undefined) {
      kernelTest(`${kind}: not like this, ${refused.because}`, () => {
        using lab = new Lab();
        const refusal = refusalOf(() => create(lab, kind));
        if (isUnknownKind(refusal)) missing.add(kind);
        else expect(refusal).toMatchObject({ code: refused.code });
      });
    }
  }
});

kernelTest("tun, made with ioctl(2)", () => {
  using lab = new Lab();
  const add = (...args: string[]) =>
    lab.inside(() => spawnSync("ip", ["tuntap", "add", ...args], { encoding: "utf8" }));
  const { status } = add("dev", "tap", "mode", "tap", "user", "0", "group", "0", "multi_queue", "vnet_hdr");
  if (status !== 0) {
    missing.add("tun (no ip(8), or it may not)");
    return;
  }
  expect(dataOf(lab.dumpedLink("tap"))).toMatchObject({
    owner: 0,
    group: 0,
    type: 2,
    pi: 0,
    vnetHdr: 1,
    persist: 1,
    multiQueue: 1,
  });
  expect(add("dev", "tun", "mode", "tun", "pi").status).toBe(0);
  expect(dataOf(lab.dumpedLink("tun"))).toMatchObject({ type: 1, pi: 1, vnetHdr: 0, persist: 1, multiQueue: 0 });
  missing.delete("tun");
  ran.add("tun");
});

kernelTest("every kind that this kernel must have was there", () => {
  console.log(`not on this kernel (${kernelRelease}): ${[...missing].join(", ")}`);
  const mayBeMade = (kind: Kind) =>
    isPrivileged ||
    casesOf(kind)
      .cases?.(nowhere)
      .some(({ privileged }) => privileged === undefined);
  const expected = expectedKinds(kernelRelease, isUserModeLinux).filter(mayBeMade);
  expect(expected.filter((kind) => !ran.has(kind))).toEqual([]);
});

kernelTest("the kernel's log has no complaint", expectNoComplaints);
