import { errno, type HasFd, SyscallError, type System } from "@netns/syscall";
import { attempt } from "./errors.js";
import { type NamespaceIdentity, readIdentity, readIdentityOf } from "./identity.js";
import type { Name } from "./name.js";
import { namesOf } from "./names-of.js";
import { checkPid, isNetworkNamespace, withNamespaceFile } from "./namespace.js";
import { type Options, withDefaults } from "./paths.js";

/**
 * The names of the namespace that a process is in (`"self"`: the calling process), or that is held open; in the run
 * directory's order; none for a namespace without a name. As `ip netns identify`, which shows one of them only. Of a
 * process with threads in several namespaces it is that of the main thread.
 *
 * @throws NamespaceError with step "open": ENOENT when there is no such process, EACCES when it is not ours to see; for
 * a handle EBADF when it is closed, EINVAL when it is of something else.
 */
export function identifyProcess(process: number | "self" | HasFd, options: Options = {}): Name[] {
  const paths = withDefaults(options);
  const { procDir, system } = paths;
  if (typeof process === "object" && process !== null) {
    return namesOf(
      withNamespaceFile(process, paths, (file) => attempt("open", {}, () => identityOfHandle(file, system))),
      options,
    );
  }
  const path = `${procDir}/${process === "self" ? process : checkPid(process)}/ns/net`;
  return namesOf(
    attempt("open", { path }, () => readIdentity(path, system)),
    options,
  );
}

function identityOfHandle(file: HasFd, system: System): NamespaceIdentity {
  if (!isNetworkNamespace(file, system)) throw new SyscallError("open", errno["EINVAL"] ?? 0);
  return readIdentityOf(file, system);
}
