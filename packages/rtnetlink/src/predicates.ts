import { NetlinkError } from "./errors.js";

const isOneOf =
  (...codes: readonly string[]) =>
  (error: unknown): error is NetlinkError =>
    error instanceof NetlinkError && codes.includes(error.code);

/**
 * What the request is about is not there: ENODEV for links, ENOENT for rules, neighbors and nsids, ESRCH for routes and
 * processes, EADDRNOTAVAIL for addresses, ENXIO for some of what hangs on a link.
 */
export const isNotFound: (error: unknown) => error is NetlinkError = isOneOf(
  "ENODEV",
  "ENOENT",
  "ESRCH",
  "EADDRNOTAVAIL",
  "ENXIO",
);

/** It is there already, under this name or number: EEXIST. */
export const isExists: (error: unknown) => error is NetlinkError = isOneOf("EEXIST");

/** A right is missing: EPERM, EACCES. */
export const isPermission: (error: unknown) => error is NetlinkError = isOneOf("EPERM", "EACCES");

/** Something else is using it: EBUSY. */
export const isBusy: (error: unknown) => error is NetlinkError = isOneOf("EBUSY");

/** This kernel, or this kind of link, cannot do that: EOPNOTSUPP, EPROTONOSUPPORT, EAFNOSUPPORT. */
export const isUnsupported: (error: unknown) => error is NetlinkError = isOneOf(
  "EOPNOTSUPP",
  "EPROTONOSUPPORT",
  "EAFNOSUPPORT",
);

/** A value is not one that the kernel takes: EINVAL, ERANGE; `extack` says which. */
export const isInvalid: (error: unknown) => error is NetlinkError = isOneOf("EINVAL", "ERANGE");
