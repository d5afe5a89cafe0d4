import { bridges } from "./bridges.js";
import type { KindCases } from "./case.js";
import { macvlans } from "./macvlan.js";
import { overlays } from "./overlays.js";
import { plainKinds } from "./plain.js";
import { tunnels } from "./tunnels.js";

/** What is tried of every kind of link. */
export const oracleCases: KindCases = { ...plainKinds, ...bridges, ...macvlans, ...overlays, ...tunnels };
