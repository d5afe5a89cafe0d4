import { invalidArgValue } from "../arguments.js";
import {
  PR_CAPBSET_READ,
  PR_GET_NO_NEW_PRIVS,
  PR_SET_CHILD_SUBREAPER,
  PR_SET_NO_NEW_PRIVS,
  PR_SET_PDEATHSIG,
} from "../constants/process.js";
import { bind } from "../libc.js";

const prctl_ = bind<[option: number, argument: number, third: number, fourth: number, fifth: number]>(
  "int prctl(int option, unsigned long argument, unsigned long third, unsigned long fourth, unsigned long fifth)",
);

/** Whose argument is a number. For many others it is an address, where the kernel reads or writes. */
const options: ReadonlySet<number> = new Set([
  PR_SET_PDEATHSIG,
  PR_CAPBSET_READ,
  PR_SET_CHILD_SUBREAPER,
  PR_SET_NO_NEW_PRIVS,
  PR_GET_NO_NEW_PRIVS,
]);

/**
 * prctl(2), for the options that have a PR_… constant here, which say what the argument is.
 *
 * @throws SyscallError EINVAL: no such signal or capability; PR_SET_NO_NEW_PRIVS with anything but 1
 */
export function prctl(option: number, argument = 0): number {
  if (!options.has(option)) throw invalidArgValue("option", "must be a PR_… constant of this package");
  return prctl_(option, argument, 0, 0, 0);
}
