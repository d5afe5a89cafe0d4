/** What the command begins with: it finds out which part of it the words ask for, and loads that. */
import { programOf } from "./as-ip/object.js";
import { loadPart } from "./load-part.js";
import { partFor } from "./part.js";

const [, script = "", ...words] = process.argv;
loadPart(partFor(words, programOf(script)));
