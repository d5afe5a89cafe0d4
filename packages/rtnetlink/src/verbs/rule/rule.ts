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
import { errno } from "@netns/syscall";
import type { RtnetlinkClient } from "../../client.js";
import { NetlinkError, NoAnswerError } from "../../errors.js";
import { type DeleteOptions, deleteWith } from "../terms/deletion.js";
import { dumpAs } from "../terms/dump-as.js";
import { equals, type Listing, listingOf } from "../terms/listing.js";
import { numberOf } from "../terms/names.js";
import { AF_INET, AF_INET6, familyOfVersion } from "../terms/prefix.js";
import { protocols, tables } from "../terms/route-terms.js";
import { toMessage, toRule } from "./convert.js";
import { passedOver } from "./passed-over.js";
import { type Rule, type RuleFilter, type RuleInput, ruleActions } from "./types.js";

/**
 * RTM_NEWRULE: makes a rule. Without a priority, the kernel puts it before all but the first.
 *
 * A kernel takes rules whose conditions it does not know, and passes over them: the rule would be for every packet. Here
 * such a rule is refused, and none is left.
 *
 * @returns The rule as it is: with its priority.
 * @throws NetlinkError: EEXIST when there is one like it (`not` and `target` make no difference); EINVAL for what does not
 * go together, or a target at or before the rule itself; EOPNOTSUPP for conditions that this kernel passes over, by the
 * attribute's path, or where it was built without rules; EPERM without CAP_NET_ADMIN.
 * @throws RangeError for a prefix, table or action that there is not, TypeError for a rule that says nothing, CodecError,
 * with the attribute's path, for what is no address and for numbers that do not fit.
 *
 * @example
 * addRule(client, { from: "10.0.0.0/8", table: 100, priority: 1000 });
 * addRule(client, { version: 6, fwmark: { mark: 1, mask: 0xff }, action: "blackhole" });
 */
export function addRule(client: RtnetlinkClient, rule: RuleInput): Rule {
  expectWords(rule);
  // As ip(8): a rule that names no table looks in the main one, but for l3mdev, which has the device's.
  const looksUp = rule.action === undefined || numberOf("action", ruleActions, rule.action) === ruleActions.lookup;
  const needsTable = looksUp && rule.table === undefined && rule.target === undefined && !rule.l3mdev;
  const table = needsTable ? "main" : rule.table;
  const message = toMessage(rule, ruleActions.lookup, table);
  const flags = NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL | NLM_F_ECHO;
  const [reply] = client.request({ codec: ruleMessage, type: RTM_NEWRULE, message }, flags);
  if (reply === undefined) throw new NoAnswerError("RTM_NEWRULE");
  const lost = passedOver(message, reply);
  if (lost === undefined) return toRule(reply);
  const { priority = 0 } = reply.attributes;
  deleteRule(client, { ...rule, table, priority });
  const words = "this kernel passes over it, which leaves a rule for other packets";
  throw new NetlinkError("RTM_NEWRULE", -Number(errno["EOPNOTSUPP"]), { path: `rule.${lost}`, message: words });
}

/** @throws TypeError The kernel would make a rule for everything, or delete the first that there is. */
function expectWords({ version, ...words }: RuleInput): void {
  if (Object.values(words).some((word) => word !== undefined)) return;
  throw new TypeError("a rule says what it matches, or what it does: `from`, `fwmark`, `priority`, `table` …");
}

/**
 * RTM_DELRULE: deletes the first rule that meets what is said of it. The kernel does not compare `not`, `target` and zeros
 * (fib_rules.c): where there may be others, say the priority.
 *
 * @returns Whether there was one; false only with `ifExists`.
 * @throws NetlinkError: ENOENT when there is none (not with `ifExists`), EPERM without CAP_NET_ADMIN; EINVAL, EOPNOTSUPP,
 * RangeError, TypeError and CodecError as addRule.
 */
export function deleteRule(client: RtnetlinkClient, rule: RuleInput, options: DeleteOptions = {}): boolean {
  expectWords(rule);
  return deleteWith(options, ["ENOENT"], () => {
    const message = toMessage(rule, 0);
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
  const request = { codec: ruleMessage, type: RTM_GETRULE, message };
  return listingOf(
    dumpAs(client, request, (one) => (isOfIp(one) ? toRule(one) : undefined)),
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
