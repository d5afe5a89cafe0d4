import { attempt } from "./errors.js";
import { readIdentity } from "./identity.js";
import type { Name } from "./name.js";
import { namesOf } from "./names-of.js";
import { checkPid } from "./namespace.js";
import { type Options, withDefaults } from "./paths.js";

/**
 * The names of the namespace that a process is in (`"self"`: the calling process), in the run directory's order;
 * none for a namespace without a name. As `ip netns identify`, which shows one of them only.
 *
 * @throws NamespaceError with step "open": ENOENT when there is no such process, EACCES when it is not ours to see.
 */
export function identifyProcess(pid: number | "self", options: Options = {}): Name[] {
  const { procDir, system } = withDefaults(options);
  const path = `${procDir}/${pid === "self" ? pid : checkPid(pid)}/ns/net`;
  return namesOf(
    attempt("open", { path }, () => readIdentity(path, system)),
    options,
  );
}
