import { CodecError } from "@netns/netlink";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { isPermission, isUnsupported } from "../../predicates.js";
import { kernelAtLeast } from "../../through-kernel/kernel.js";
import { Lab } from "../../through-kernel/lab.js";
import { powerlessClient } from "../../through-kernel/powerless.js";
import { failure } from "../../through-kernel/refusal.js";
import { addRule, deleteRule, listRules, type RuleInput } from "./index.js";

type Wrong = readonly [rule: RuleInput, kind: new (...some: never[]) => Error, message: string | RegExp];

/** What a user may get wrong, and what it says then: it names the field, or the attribute's path. */
const wrong: readonly Wrong[] = [
  [{}, TypeError, "a rule says what it matches, or what it does"],
  [{ version: 6 }, TypeError, "a rule says what it matches, or what it does"],
  [{ from: undefined, priority: undefined }, TypeError, "a rule says what it matches, or what it does"],
  [{ from: "192.0.2.0/33" }, RangeError, 'from "192.0.2.0/33": the prefix is 0 to 32 bits long'],
  [{ to: "2001:db8::/129" }, RangeError, 'to "2001:db8::/129": the prefix is 0 to 128 bits long'],
  [{ from: "192.0.2.300" }, CodecError, /rule\.src at byte \d+: "192.0.2.300" is not an IPv4 address/],
  [{ from: "everywhere" }, CodecError, /rule\.src at byte \d+: "everywhere" is not an IPv4 address/],
  [{ from: "192.0.2.0/24", to: "2001:db8::/32" }, CodecError, /rule\.dst at byte \d+: "2001:db8::" is not an IPv4/],
  [{ version: 6, to: "192.0.2.0/24" }, CodecError, /rule\.dst at byte \d+: "192.0.2.0" is not an IPv6 address/],
  [{ version: 5 as 4, iif: "near" }, RangeError, "5 is no version of IP: 4 or 6"],
  [{ iif: "a-name-of-16-byt" }, CodecError, "rule.iifname"],
  [{ oif: "a-name-of-16-byt" }, CodecError, "rule.oifname"],
  [{ tos: 256 }, CodecError, "rule.tos"],
  [{ priority: 2 ** 32, table: 100 }, CodecError, "rule.priority"],
  [{ priority: -1, table: 100 }, CodecError, "rule.priority"],
  [{ priority: Number.NaN, table: 100 }, CodecError, "rule.priority"],
  [{ fwmark: 2 ** 32 }, CodecError, "rule.fwmark"],
  [{ fwmark: { mark: 1, mask: -1 } }, CodecError, "rule.fwmask"],
  [{ ipProtocol: 256 }, CodecError, "rule.ipProto"],
  [{ sourcePort: 65536 }, CodecError, "rule.sportRange.start"],
  [{ destinationPort: { start: 1, end: -1 } }, CodecError, "rule.dportRange.end"],
  [{ uidRange: { start: -1, end: 1 } }, CodecError, "rule.uidRange.start"],
  [{ tunnelId: -1n }, CodecError, "rule.tunId"],
  [{ table: "mine" as "main" }, RangeError, '"mine" is no table: default, main, local, or a number'],
  [{ table: -1 }, CodecError, "rule.table"],
  [{ action: "drop" as "nop" }, RangeError, '"drop" is no action: lookup, goto, nop, blackhole'],
  [{ protocol: "me" as "boot", iif: "near" }, RangeError, '"me" is no protocol: unspec, redirect'],
  [{ target: 2 ** 32 }, CodecError, "rule.goto"],
  [{ dscp: 256 }, CodecError, "rule.dscp"],
];

kernelTest("what is wrong is said by name", () => {
  using lab = new Lab();
  const before = listRules(lab.client).entries.length;
  for (const [rule, kind, message] of wrong) {
    for (const work of [addRule, deleteRule]) {
      const error = failure(() => work(lab.client, rule));
      expect(error).toBeInstanceOf(kind);
      if (typeof message === "string") expect(error.message).toContain(message);
      else expect(error.message).toMatch(message);
    }
  }
  expect(listRules(lab.client).entries).toHaveLength(before);
});

/** What the kernel refuses, and the word of it that names the thing. */
const refused: readonly (readonly [rule: RuleInput, word: RegExp])[] = [
  [{ sourcePort: { start: 443, end: 80 } }, /sport/i],
  [{ destinationPort: { start: 443, end: 80 } }, /dport/i],
  [{ destinationPort: 0 }, /dport/i],
  [{ uidRange: { start: 9, end: 0 } }, /uid/i],
  [{ priority: 1000, target: 999 }, /goto/i],
  [{ priority: 1000, target: 1000 }, /goto/i],
  [{ priority: 1000, action: "goto" }, /goto/i],
  [{ priority: 1000, action: "blackhole", target: 2000 }, /goto/i],
  [{ tos: 0x03 }, /./],
  [{ l3mdev: true, table: 100 }, /l3mdev/i],
];

kernelTest("what the kernel refuses has its code", () => {
  using lab = new Lab();
  const before = listRules(lab.client).entries.length;
  for (const version of [4, 6] as const) {
    for (const [rule, word] of refused) {
      const error = failure(() => addRule(lab.client, { version, ...rule }));
      expect.soft(error, JSON.stringify(rule)).toMatchObject({ name: "NetlinkError", code: "EINVAL" });
      expect.soft(error.message).toMatch(word);
    }
    const rule: RuleInput = { version, priority: 1000, iif: "near", table: 100 };
    addRule(lab.client, rule);
    for (const again of [rule, { ...rule, not: true }]) {
      expect(failure(() => addRule(lab.client, again))).toMatchObject({ code: "EEXIST" });
    }
    expect(deleteRule(lab.client, rule)).toBe(true);
    expect(failure(() => deleteRule(lab.client, rule))).toMatchObject({ code: "ENOENT" });
    expect(deleteRule(lab.client, rule, { ifExists: true })).toBe(false);
  }
  expect(listRules(lab.client).entries).toHaveLength(before);
});

/** Conditions that came by and by, with the first kernel that has them and the attribute that older ones do not. */
const newer: readonly (readonly [rule: RuleInput, since: string, lacking: string])[] = [
  [{ dscp: 10 }, "6.13", "dscp"],
  [{ version: 6, dscp: 0 }, "6.13", "dscp"],
  [{ dscp: 8, dscpMask: 0x38 }, "6.15", "dscp"],
  [{ version: 6, dscp: 8, dscpMask: 0x38 }, "6.15", "dscp"],
  [{ version: 6, flowLabel: 0x12345 }, "6.14", "flowlabel"],
  [{ version: 6, flowLabel: 0x40, flowLabelMask: 0xf0 }, "6.14", "flowlabel"],
  [{ destinationPort: { start: 0x10, end: 0x10, mask: 0xf0 } }, "6.15", "dportMask"],
  [{ version: 6, sourcePort: { start: 0x10, end: 0x10, mask: 0xf0 } }, "6.15", "sportMask"],
];

kernelTest("a condition that the kernel does not know makes no rule", () => {
  using lab = new Lab();
  const before = listRules(lab.client).entries.map(({ message, ...rule }) => rule);
  const expectNothing = () => expect(listRules(lab.client).entries.map(({ message, ...rule }) => rule)).toEqual(before);
  for (const [rule, since, lacking] of newer) {
    if (kernelAtLeast(since)) {
      const { message, ...made } = addRule(lab.client, { table: 100, ...rule });
      expect(made).toMatchObject(rule);
      const { entries } = listRules(lab.client, { version: made.version, table: 100 });
      expect(entries.map(({ message, ...one }) => one)).toEqual([made]);
      expect(deleteRule(lab.client, made)).toBe(true);
    } else {
      const error = failure(() => addRule(lab.client, { table: 100, ...rule }));
      expect(error.message, JSON.stringify(rule)).toContain(`EOPNOTSUPP at rule.${lacking}`);
      expect(isUnsupported(error)).toBe(true);
    }
    expectNothing();
  }
  // No kernel has these; some refuse the first, none the others.
  for (const [rule, attribute] of [
    [{ version: 4, flowLabel: 5 }, "flowlabel"],
    [{ version: 6, realms: 5 }, "flow"],
    [{ ipProtocol: 0 }, "ipProto"],
    [{ tunnelId: 0n }, "tunId"],
  ] as const) {
    const error = failure(() => addRule(lab.client, { table: 100, ...rule }));
    expect(error).toMatchObject({ name: "NetlinkError" });
    if (attribute !== "flowlabel")
      expect(error.message).toContain(`EOPNOTSUPP at rule.${attribute}: this kernel passes`);
    expectNothing();
  }
});

kernelTest("a mark of 0 is compared", () => {
  using lab = new Lab();
  expect(addRule(lab.client, { fwmark: 0, table: 100 }).fwmark).toEqual({ mark: 0, mask: 0xffffffff });
  expect(addRule(lab.client, { fwmark: 5, table: 100 }).fwmark).toEqual({ mark: 5, mask: 0xffffffff });
  expect(deleteRule(lab.client, { fwmark: 5 })).toBe(true);
  expect(deleteRule(lab.client, { fwmark: 0 })).toBe(true);
});

kernelTest("without rights nothing is changed, and all is told", async () => {
  using lab = new Lab();
  using powerless = await powerlessClient(lab.namespace);
  for (const work of [addRule, deleteRule]) {
    const error = failure(() => work(powerless, { priority: 32767, table: "default" }));
    expect(error).toMatchObject({ code: "EPERM" });
    expect(isPermission(error)).toBe(true);
  }
  expect(listRules(powerless, { priority: 32767 }).entries).toMatchObject([{ table: "default" }]);
});
