import { besideStock } from "./beside.js";
import { handOvers } from "./scripts-hand-over.js";

besideStock("what is not netns goes to the real ip", handOvers, ["ip"]);
