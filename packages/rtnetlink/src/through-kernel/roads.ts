import { addressMessage, RTM_NEWADDR } from "@netns/netlink";
import { CREATE, Lab } from "./lab.js";

/** The links that routes go by. */
export interface Ends {
  readonly near: number;
  readonly other: number;
}

const INET = 2;
const INET6 = 10;

/** Two links with addresses: 192.0.2.1 and 2001:db8:a::1, 198.51.100.1 and 2001:db8:b::1. */
export class Roads extends Lab implements Ends {
  readonly near = this.pair("near");
  readonly other = this.pair("other");

  constructor() {
    super();
    // IFA_F_NODAD: they are there at once.
    const flags = 2;
    for (const [index, family, prefixlen, local] of [
      [this.near, INET, 24, "192.0.2.1"],
      [this.other, INET, 24, "198.51.100.1"],
      [this.near, INET6, 64, "2001:db8:a::1"],
      [this.other, INET6, 64, "2001:db8:b::1"],
    ] as const) {
      const attributes = { local, address: local, flags };
      this.send(addressMessage, RTM_NEWADDR, { header: { family, prefixlen, index }, attributes }, CREATE);
    }
  }
}
