import { u8, u32 } from "../codec/integers.js";
import { enumeration, flagWord } from "../codec/numbers.js";
import { gap, struct } from "../codec/struct.js";
import { routeTable8 } from "../route/header.js";

/** FR_ACT_* from linux/fib_rules.h: what a rule does. */
export const ruleAction = enumeration(u8, {
  FR_ACT_UNSPEC: 0,
  FR_ACT_TO_TBL: 1,
  FR_ACT_GOTO: 2,
  FR_ACT_NOP: 3,
  FR_ACT_RES3: 4,
  FR_ACT_RES4: 5,
  FR_ACT_BLACKHOLE: 6,
  FR_ACT_UNREACHABLE: 7,
  FR_ACT_PROHIBIT: 8,
});

/** FIB_RULE_* from linux/fib_rules.h. FIB_RULE_DEV_DETACHED is the old name of FIB_RULE_IIF_DETACHED. */
export const ruleFlags = flagWord(u32, {
  FIB_RULE_PERMANENT: 1,
  FIB_RULE_INVERT: 2,
  FIB_RULE_UNRESOLVED: 4,
  FIB_RULE_IIF_DETACHED: 8,
  FIB_RULE_OIF_DETACHED: 16,
  FIB_RULE_FIND_SADDR: 0x10000,
});

/** struct fib_rule_hdr, linux/fib_rules.h. */
export const fibRuleHdr = struct("fib_rule_hdr", {
  family: u8,
  dstLen: u8,
  srcLen: u8,
  tos: u8,
  table: routeTable8,
  res1: gap(1),
  res2: gap(1),
  action: ruleAction,
  flags: ruleFlags,
});
