import { besideStock } from "./beside.js";
import { batches } from "./scripts-batch.js";

besideStock("batch mode, as ip has it", batches, ["netns"]);
