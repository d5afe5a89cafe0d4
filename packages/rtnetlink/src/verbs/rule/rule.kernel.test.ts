import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { Lab } from "../../through-kernel/lab.js";
import { addRule, deleteRule, listRules, type RuleInput } from "./index.js";

// Users: in a user namespace there is no other than 0.
const rules: readonly RuleInput[] = [
  { priority: 1000, from: "192.0.2.0/24", to: "198.51.100.0/24", table: 1000 },
  { priority: 1001, fwmark: { mark: 1, mask: 0xff }, table: 100, not: true },
  { priority: 1002, iif: "one", oif: "two", tos: 0x10, protocol: "zebra" },
  { priority: 1003, ipProtocol: 6, destinationPort: { start: 80, end: 443 }, uidRange: { start: 0, end: 0 } },
  { priority: 1004, suppressPrefixLength: 0, table: "main" },
  { priority: 1005, action: "blackhole", to: "10.0.0.0/8" },
  { priority: 1006, target: 32766 },
  { version: 6, priority: 1007, from: "2001:db8::/32", table: 100 },
];

kernelTest("rules are made, told and deleted", () => {
  using lab = new Lab();
  try {
    listRules(lab.client);
  } catch (error) {
    // A kernel without rules at all.
    expect(error).toMatchObject({ code: "EOPNOTSUPP" });
    return;
  }
  for (const rule of rules) {
    const { not, target, ...told } = rule;
    let made: ReturnType<typeof addRule>;
    try {
      made = addRule(lab.client, rule);
    } catch (error) {
      // Built without rules of this version.
      expect(error).toMatchObject({ code: expect.stringMatching(/EAFNOSUPPORT|EOPNOTSUPP/) });
      continue;
    }
    expect(made).toMatchObject(target === undefined ? told : { ...told, action: "goto", target });
    if (not) expect(made.flags).toEqual(["not"]);
    const { priority, version } = made;
    const { entries } = listRules(lab.client, { version, priority });
    expect(entries.map(({ message, ...one }) => one)).toEqual([(({ message, ...one }) => one)(made)]);
    expect(() => addRule(lab.client, rule)).toThrow(expect.objectContaining({ code: "EEXIST" }));
    expect(deleteRule(lab.client, rule)).toBe(true);
    expect(() => deleteRule(lab.client, rule)).toThrow(expect.objectContaining({ code: "ENOENT" }));
    expect(deleteRule(lab.client, rule, { ifExists: true })).toBe(false);
  }
});
