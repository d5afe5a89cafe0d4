import { addressMessage } from "./address/message.js";
import { addressLabelMessage } from "./addrlabel/message.js";
import { linkMessage } from "./link/message.js";
import { mdbGetMessage, mdbMessage, mdbRequestMessage } from "./mdb/message.js";
import type { MessageCodec } from "./message/message.js";
import { nduseroptMessage } from "./nduseropt/message.js";
import { neighborMessage } from "./neighbor/message.js";
import { neighborTableMessage } from "./neightbl/message.js";
import { netconfMessage } from "./netconf/message.js";
import { nexthopMessage } from "./nexthop/message.js";
import { nsidMessage } from "./nsid/message.js";
import { prefixMessage } from "./prefix/message.js";
import { routeMessage } from "./route/message.js";
import { ruleMessage } from "./rule/message.js";
import { statsMessage, statsRequestMessage } from "./stats/message.js";
import { actionMessage, tcMessage } from "./tc/message.js";
import { tunnelMessage } from "./tunnel/message.js";
import { vlanDumpMessage, vlanMessage } from "./vlan/message.js";

// biome-ignore lint/suspicious/noExplicitAny: the constraint of a type parameter, which keeps the real type.
export type AnyMessageCodec = MessageCodec<any, any>;

/** Every family of rtnetlink (NETLINK_ROUTE) that this package knows. Those of generic netlink have types of their own. */
export const families: readonly AnyMessageCodec[] = [
  linkMessage,
  addressMessage,
  addressLabelMessage,
  routeMessage,
  nexthopMessage,
  ruleMessage,
  neighborMessage,
  neighborTableMessage,
  mdbMessage,
  mdbRequestMessage,
  mdbGetMessage,
  vlanMessage,
  vlanDumpMessage,
  tunnelMessage,
  statsMessage,
  statsRequestMessage,
  tcMessage,
  actionMessage,
  prefixMessage,
  nduseroptMessage,
  netconfMessage,
  nsidMessage,
];
