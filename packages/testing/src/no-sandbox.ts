/** Tells the kernel tests' processes that there is no sandbox, and why. */
export const NO_SANDBOX_VARIABLE = "NETNS_NO_SANDBOX";
