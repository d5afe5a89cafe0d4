import { Fd, inNamespace, SOCK_CLOEXEC } from "@netns/syscall";
import { isSystemCallFailure, NamespaceError, type Step } from "./errors.js";
import { locate, type NamespaceSource, withNamespaceFile } from "./namespace.js";
import { type Options, withDefaults } from "./paths.js";

/**
 * socket(2) in a namespace, for a process that stays outside. A socket belongs to the namespace it was made in, whoever
 * uses it: bind and connect it by `linux` of @netns/syscall, and give it to Node.
 *
 * @param domain AF_*.
 * @param type SOCK_*, with SOCK_NONBLOCK where Node is to have it. It is always close-on-exec.
 * @returns The socket, which the caller closes; or gives away with `release()`.
 * @throws NamespaceError: step "open" when there is no such namespace; "enter": EPERM without CAP_SYS_ADMIN, EINVAL when
 * it is no network namespace; "socket": EACCES, EPERM, EAFNOSUPPORT, … as socket(2).
 * @throws InvalidNameError
 * @example
 * using socket = openSocket("blue", AF_INET, SOCK_STREAM | SOCK_NONBLOCK);
 * linux.bind(socket.fd, { family: AF_INET, address: "127.0.0.1", port: 8080 });
 * linux.listen(socket.fd, 128);
 * createServer().listen({ fd: socket.release() });
 */
export function openSocket(
  source: NamespaceSource,
  domain: number,
  type: number,
  protocol = 0,
  options: Options = {},
): Fd {
  const paths = withDefaults(options);
  const { system } = paths;
  let made: Fd | undefined;
  const open = () => (made = new Fd(system.socket(domain, type | SOCK_CLOEXEC, protocol), system));
  try {
    return withNamespaceFile(source, paths, (file) => inNamespace(file, open, system));
  } catch (error) {
    // Something may have gone wrong on the way back, with the socket made already.
    made?.close();
    if (error instanceof NamespaceError || !isSystemCallFailure(error)) throw error;
    const { name, path } = locate(source, paths);
    const facts = { name, path };
    throw new NamespaceError(stepOf[error.syscall ?? ""] ?? "enter", facts, error);
  }
}

const stepOf: Readonly<Record<string, Step>> = { open: "open-home", socket: "socket" };
