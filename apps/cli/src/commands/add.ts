import { createNamespace } from "@netns/core";
import type { Command } from "../context.js";
import { toBytes } from "../words.js";
import { requireName } from "./arguments.js";
import { lockOptions } from "./lock.js";
import { confirm } from "./print.js";

export const add: Command = {
  run([word], context) {
    const name = requireName(word);
    using _namespace = createNamespace(toBytes(name), lockOptions(context));
    confirm(name, context);
    return 0;
  },
};
