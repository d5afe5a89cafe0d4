/** Rules: RTM_NEWRULE, RTM_DELRULE, RTM_GETRULE. */
export { addRule, deleteRule, listRules } from "./rule.js";
export type { Fwmark, NumberRange, PortRange, Rule, RuleAction, RuleFilter, RuleFlag, RuleInput } from "./types.js";
