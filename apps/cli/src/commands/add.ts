import { createNamespace } from "@netns/core";
import type { Command } from "../context.js";
import { requireName } from "./arguments.js";
import { lockOptions } from "./lock.js";

export const add: Command = {
  names: ["add"],
  run([name], context) {
    using _namespace = createNamespace(requireName(name), lockOptions(context));
    return 0;
  },
};
