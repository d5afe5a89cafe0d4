import { message } from "../message/message.js";
import { statsAttributes, statsRequestAttributes } from "./attributes.js";
import { ifStatsMsg } from "./header.js";

export const RTM_NEWSTATS = 92;
export const RTM_GETSTATS = 94;
export const RTM_SETSTATS = 95;
/** The multicast group that tells when hardware's statistics begin or end, from linux/rtnetlink.h. */
export const RTNLGRP_STATS = 36;

/** Statistics of links. */
export const statsMessage = message("stats", { RTM_NEWSTATS }, ifStatsMsg, statsAttributes);

/** Requests for statistics, and to have hardware keep them. */
export const statsRequestMessage = message(
  "statsRequest",
  { RTM_GETSTATS, RTM_SETSTATS },
  ifStatsMsg,
  statsRequestAttributes,
);
