import { bridges } from "./bridges.js";
import type { AllKindCases } from "./case.js";
import { elsewhere } from "./elsewhere.js";
import { macvlans } from "./macvlan.js";
import { overlays } from "./overlays.js";
import { plainKinds } from "./plain.js";
import { tunnels } from "./tunnels.js";

/** What is tried of every kind of link. */
export const kindCases: AllKindCases = {
  ...plainKinds,
  ...bridges,
  ...macvlans,
  ...overlays,
  ...tunnels,
  ...elsewhere,
};
