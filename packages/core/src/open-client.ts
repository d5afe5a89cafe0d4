import { openClient, type RtnetlinkClient } from "@netns/rtnetlink";
import type { HasFd, System } from "@netns/syscall";
import { isSystemCallFailure, NamespaceError, type Step } from "./errors.js";

/**
 * A client in an observer, or in the calling thread's namespace.
 *
 * @throws NamespaceError: step "enter" for what is no network namespace, or not ours to enter; "socket".
 */
export function openClientIn(namespace: HasFd | undefined, system: System): RtnetlinkClient {
  try {
    return openClient({ system, namespace });
  } catch (error) {
    if (!isSystemCallFailure(error)) throw error;
    throw new NamespaceError(STEPS[error.syscall ?? ""] ?? "socket", {}, error);
  }
}

const STEPS: Readonly<Record<string, Step>> = { open: "open-home", fstat: "open-home", setns: "enter" };
