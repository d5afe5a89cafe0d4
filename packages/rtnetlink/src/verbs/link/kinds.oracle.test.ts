import { describe, expect } from "vitest";
import { oracleTest } from "../../oracle/tool.js";
import { isUserModeLinux, kernelRelease, loadModule } from "../../through-kernel/kernel.js";
import { expectedKinds } from "../../through-kernel/kinds/expected.js";
import { Lab } from "../../through-kernel/lab.js";
import { refusalOf } from "../../through-kernel/refusal.js";
import { addLink } from "./add.js";
import { deleteLink } from "./delete.js";
import { findLink, getLink } from "./get.js";
import type { LinkKind } from "./kinds.js";
import type { NewLink } from "./new-link.js";
import type { KindCase } from "./oracle/case.js";
import { oracleCases } from "./oracle/index.js";
import { isKindMissing } from "./oracle/missing.js";
import { LinkTwins } from "./oracle/twins.js";
import { setLink } from "./set.js";

type AnyCase = KindCase<LinkKind>;
type Values = Readonly<Record<string, unknown>>;

const kinds = Object.keys(oracleCases) as LinkKind[];
const tried = new Set<LinkKind>();
const missing = new Set<string>();

function casesOf(kind: LinkKind): readonly AnyCase[] {
  const cases = oracleCases[kind];
  // What TypeScript cannot see: they are of this kind.
  return "because" in cases ? [] : (cases as readonly AnyCase[]);
}

/** Our own verb tells what was given. */
function expectTold(twins: LinkTwins, one: AnyCase): void {
  const { client } = twins.ours;
  const link = getLink(client, "it");
  const data = (link.data ?? {}) as Values;
  for (const [name, value] of Object.entries((one.ours.data ?? {}) as Values)) {
    if (one.told !== undefined && name in one.told) {
      // A kernel without it may tell it or not.
      if (one.told[name] !== undefined) expect(data[name], name).toEqual(one.told[name]);
      continue;
    }
    const isLink = typeof value === "string" && value.startsWith("low");
    expect(data[name], name).toEqual(isLink ? getLink(client, value).ifindex : value);
  }
  const { data: _, peer: __, link: beneath, ...settings } = one.ours as NewLink;
  for (const [name, value] of Object.entries(settings)) {
    // Without CONFIG_RPS nobody counts them.
    if (name === "numRxQueues" && link.attributes.numRxQueues === undefined) continue;
    expect({ ...link.attributes, ...link }, name).toMatchObject({ [name]: value });
  }
  if (beneath !== undefined) expect(link.link).toBe(getLink(client, beneath).ifindex);
}

async function expectShown(twins: LinkTwins, kind: LinkKind, shown: Values | undefined): Promise<void> {
  const { linkinfo } = await twins.shown("it");
  expect(linkinfo).toMatchObject({ info_kind: kind, ...(shown === undefined ? {} : { info_data: shown }) });
}

async function tryCase(kind: LinkKind, one: AnyCase): Promise<void> {
  await using twins = new LinkTwins(3);
  const { client } = twins.ours;
  const input = { ...one.ours, kind, name: "it" } as NewLink;
  const { needs, words } = one;
  if (needs?.module !== undefined) loadModule(needs.module);
  const refusal = refusalOf(() => addLink(client, input));
  if (refusal !== undefined) {
    if (refusal.code !== needs?.without) throw refusal;
    missing.add(`${kind}: ${needs.what}`);
    expect(findLink(client, "it")).toBeUndefined();
    if (words !== undefined) await expect(twins.theirs.ip.run(`link add it ${words}`)).rejects.toThrow();
    return;
  }
  tried.add(kind);
  expectTold(twins, one);
  if (words === undefined) return;
  await twins.theirs.ip.run(`link add it ${words}`);
  await twins.expectSame();
  await expectShown(twins, kind, one.shown);
  if (one.change !== undefined) {
    setLink(client, "it", one.change.ours);
    await twins.theirs.ip.run(`link set dev it ${one.change.words}`);
    await twins.expectSame();
    await expectShown(twins, kind, one.change.shown);
  }
  expect(deleteLink(client, "it")).toBe(true);
  await twins.theirs.ip.run("link delete dev it");
  await twins.expectSame();
}

describe("what a verb makes of a kind is what ip(8) makes of it", () => {
  for (const kind of kinds) {
    for (const one of casesOf(kind)) {
      oracleTest(one.about === undefined ? kind : `${kind}, ${one.about}`, async () => {
        if (!isKindMissing(kind)) return tryCase(kind, one);
        missing.add(kind);
        using lab = new Lab();
        const refusal = refusalOf(() => addLink(lab.client, { ...one.ours, kind, name: "it" } as NewLink));
        expect(refusal?.code === "ENODEV" ? "ENODEV" : refusal?.extack.message).toMatch(
          // Links beneath are looked for before.
          /^(ENODEV|Unknown device type)$/,
        );
      });
    }
  }
});

oracleTest("every kind that this kernel must have was there", () => {
  const wordless = kinds.filter((kind) => casesOf(kind).some(({ wordless: reason }) => reason !== undefined));
  console.log(
    `not on this kernel (${kernelRelease}): ${[...missing].join(", ")}; without words: ${wordless.join(", ")}`,
  );
  const untried = kinds.filter((kind) => casesOf(kind).length === 0);
  const expected = expectedKinds(kernelRelease, isUserModeLinux).filter((kind) => !untried.includes(kind));
  expect(expected.filter((kind) => !tried.has(kind))).toEqual([]);
});
