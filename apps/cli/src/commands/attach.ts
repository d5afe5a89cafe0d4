import { attachNamespace } from "@netns/core";
import type { Command } from "../context.js";
import { refusal } from "../failure.js";
import { parseInteger } from "../numbers.js";
import { toBytes } from "../words.js";
import { lockOptions } from "./lock.js";
import { confirm } from "./print.js";

export const attach: Command = {
  run([name, word], context) {
    if (name === undefined || word === undefined) throw refusal("No netns name and PID specified");
    const pid = parseInteger(word);
    if (pid === undefined || pid === 0) throw refusal(`Invalid PID: ${word}`);
    using _namespace = attachNamespace(toBytes(name), { pid }, lockOptions(context));
    confirm(name, context);
    return 0;
  },
};
