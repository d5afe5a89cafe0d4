import { nsidMessage } from "./nsid/message.js";

/** Every family of rtnetlink that this package knows. */
export const families = [nsidMessage] as const;
