/** The netns-monitor command. */
import { writeSync } from "node:fs";
import { parseArgs } from "node:util";
import { NamespaceError, UnsupportedPlatformError, watchNamespaces } from "@netns/core";
import { asJson, asText } from "./line.js";
import { usage } from "./usage.js";
