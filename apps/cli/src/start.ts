/** What the command begins with: it finds out which part of it the words ask for, and loads that. */
import { loadPart } from "./load-part.js";
import { partFor } from "./part.js";

const [, script = "", ...words] = process.argv;
loadPart(partFor(words, /(^|\/)ip$/.test(script) ? "ip netns" : "netns"));
