import {
  NLM_F_ACK,
  NLM_F_CREATE,
  NLM_F_ECHO,
  NLM_F_EXCL,
  RTM_DELRULE,
  RTM_GETRULE,
  RTM_NEWRULE,
  ruleMessage,
} from "@netns/netlink";
import type { RtnetlinkClient } from "../../client.js";
import { NoAnswerError } from "../../errors.js";
import { type DeleteOptions, deleteWith } from "../terms/deletion.js";
import { equals, type Listing, listingOf } from "../terms/listing.js";
import { numberOf } from "../terms/names.js";
import { AF_INET, AF_INET6, familyOfVersion } from "../terms/prefix.js";
import { protocols, tables } from "../terms/route-terms.js";
import { toMessage, toRule } from "./convert.js";
import { type Rule, type RuleFilter, type RuleInput, ruleActions } from "./types.js";

/**
 * RTM_NEWRULE: makes a rule. Without a priority, the kernel puts it before all but the first.
 *
 * @returns The rule as it is: with its priority.
 * @throws NetlinkError: EEXIST when there is one like it; EINVAL for what does not go together, or a target at or
 * before the rule itself; EOPNOTSUPP where the kernel was built without rules; EPERM without CAP_NET_ADMIN.
 * @throws RangeError for a prefix, table or action that there is not, CodecError for what is no address.
 *
 * @example
 * addRule(client, { from: "10.0.0.0/8", table: 100, priority: 1000 });
 * addRule(client, { version: 6, fwmark: { mark: 1, mask: 0xff }, action: "blackhole" });
 */
export function addRule(client: RtnetlinkClient, rule: RuleInput): Rule {
  // As ip(8): a rule that names no table looks in the main one, but for l3mdev, which has the device's.
  const looksUp = rule.action === undefined || numberOf("action", ruleActions, rule.action) === ruleActions.lookup;
  const needsTable = looksUp && rule.table === undefined && rule.target === undefined && !rule.l3mdev;
  const whole: RuleInput = needsTable ? { ...rule, table: "main" } : rule;
  const message = toMessage(whole, { action: ruleActions.lookup, protocol: protocols.boot });
  const flags = NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL | NLM_F_ECHO;
  const [reply] = client.request({ codec: ruleMessage, type: RTM_NEWRULE, message }, flags);
  if (reply === undefined) throw new NoAnswerError("RTM_NEWRULE");
  return toRule(reply);
}

/**
 * RTM_DELRULE: deletes the first rule that meets all that is said of it.
 *
 * @returns Whether there was one; false only with `ifExists`.
 * @throws NetlinkError: ENOENT when there is none (not with `ifExists`), EPERM without CAP_NET_ADMIN.
 */
export function deleteRule(client: RtnetlinkClient, rule: RuleInput, options: DeleteOptions = {}): boolean {
  return deleteWith(options, ["ENOENT"], () => {
    const message = toMessage(rule, { action: 0 });
    client.request({ codec: ruleMessage, type: RTM_DELRULE, message }, NLM_F_ACK);
  });
}

/**
 * RTM_GETRULE: the rules, in the order of their priority, IPv4's first. The kernel filters by version and nothing else.
 *
 * @throws DumpInterruptedError
 */
export function listRules(client: RtnetlinkClient, filter: RuleFilter = {}): Listing<Rule> {
  const { version, priority, iif, oif } = filter;
  const table = filter.table === undefined ? undefined : numberOf("table", tables, filter.table);
  const action = filter.action === undefined ? undefined : numberOf("action", ruleActions, filter.action);
  const protocol = filter.protocol === undefined ? undefined : numberOf("protocol", protocols, filter.protocol);
  const message = { header: { family: familyOfVersion(version) } };
  const { entries, attempts } = client.dump({ codec: ruleMessage, type: RTM_GETRULE, message });
  return listingOf(
    { entries: entries.filter(isOfIp).map(toRule), attempts },
    { version },
    {
      priority: equals(priority, (one: Rule) => one.priority),
      table: equals(table, ({ message }: Rule) => message.attributes.table ?? message.header.table),
      action: equals(action, ({ message }: Rule) => message.header.action),
      protocol: equals(protocol, ({ message }: Rule) => message.attributes.protocol),
      iif: equals(iif, (one: Rule) => one.iif),
      oif: equals(oif, (one: Rule) => one.oif),
    },
  );
}

/** Multicast routing has rules too. */
function isOfIp({ header: { family } }: Rule["message"]): boolean {
  return family === AF_INET || family === AF_INET6;
}
