import { NetlinkError } from "../../errors.js";
import { Lab } from "../../through-kernel/lab.js";

/**
 * A bridge, br0, with two ports, near and other; all are up. Addresses are the same in each lab, and nothing is learned of
 * what is sent by itself.
 */
export class BridgeLab extends Lab {
  readonly bridge: number;
  readonly near: number;
  readonly other: number;
  /** Kernels may be built without CONFIG_BRIDGE_VLAN_FILTERING. */
  readonly hasVlans: boolean;

  constructor() {
    super();
    try {
      const address = (last: number) => `02:00:00:00:b0:0${last}`;
      const bridge = { ifname: "br0", address: address(0) };
      // Without snooping, since a querier speaks by itself.
      const data = { mcastSnooping: 0 };
      const withVlans = { ...data, vlanFiltering: 1, vlanDefaultPvid: 0, vlanStatsEnabled: 1, vlanStatsPerPort: 1 };
      this.hasVlans = isSupported(() => this.createLink({ ...bridge, linkinfo: { kind: "bridge", data: withVlans } }));
      if (!this.hasVlans) this.createLink({ ...bridge, linkinfo: { kind: "bridge", data } });
      this.bridge = this.link("br0").header.index;
      this.setLink(this.bridge, { afSpec: { inet6: { addrGenMode: 1 } } });
      const [near, other] = ["near", "other"].map((name, i) => {
        const port = this.pair(name, { address: address(i + 1), master: this.bridge });
        this.setLink(port, { linkinfo: { slaveKind: "bridge", slaveData: { learning: 0 } } });
        return port;
      });
      this.near = near as number;
      this.other = other as number;
      this.up(this.bridge);
    } catch (error) {
      this[Symbol.dispose]();
      throw error;
    }
  }
}

function isSupported(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (error instanceof NetlinkError && error.code === "EOPNOTSUPP") return false;
    throw error;
  }
}
