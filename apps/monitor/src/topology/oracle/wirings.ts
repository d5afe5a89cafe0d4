import { HERE } from "./stock.js";

/**
 * Commands of stock ip in one namespace. `@0`, `@1` … are processes in namespaces without a name, `@own` one in that of the
 * monitor.
 */
type Step = readonly [namespace: string, ...commands: string[]];

/** Indices begin at 100: below, some kernels have links of their own in every namespace. "few": one that is not given. */
export interface Stage {
  readonly steps: readonly Step[];
  /** What is meant to come of it, whatever ids the kernel gives: so that no two mistakes are compared. */
  readonly edges: readonly string[];
}

/** How namespaces are wired. The monitor is started after the first stage. */
export interface Wiring {
  readonly what: string;
  readonly namespaces: readonly string[];
  /** How many processes with namespaces that have no name. */
  readonly unnamed?: number;
  readonly stages: readonly [Stage, ...Stage[]];
}

const pairs: Wiring[] = [
  {
    what: "two namespaces by veth",
    namespaces: ["red", "blue"],
    stages: [
      {
        steps: [["red", "link add eth0 index 107 type veth peer name eth1 index 108 netns blue", "link set eth0 up"]],
        edges: ["peer blue/108 red/107"],
      },
      { steps: [["blue", "link set eth1 up"]], edges: ["peer blue/108 red/107"] },
      { steps: [["blue", "link delete eth1"]], edges: [] },
    ],
  },
  {
    what: "both ends with the same index",
    namespaces: ["red", "blue"],
    stages: [
      {
        steps: [["red", "link add eth0 index 109 type veth peer name eth1 index 109 netns blue"]],
        edges: ["peer blue/109 red/109"],
      },
    ],
  },
  {
    what: "both ends in one namespace",
    namespaces: ["red"],
    stages: [
      {
        steps: [
          ["red", "link add near index 105 type veth peer name far index 106"],
          [HERE, "link add near index 115 type veth peer name far index 116"],
        ],
        edges: ["peer own/115 own/116", "peer red/105 red/106"],
      },
    ],
  },
  {
    what: "netkit between namespaces",
    namespaces: ["red", "blue"],
    stages: [
      {
        steps: [
          // The other end is nk0: the ip of Debian 12 cannot say anything of it.
          ["red", "link add eth0 index 105 type netkit"],
          ["red", "link set eth0 netns blue"],
        ],
        edges: ["peer blue/105 red/few"],
      },
    ],
  },
  {
    what: "devices get other names, and so do namespaces",
    namespaces: ["red"],
    unnamed: 1,
    stages: [
      {
        steps: [
          [HERE, "netns attach blue @0"],
          ["red", "link add eth0 index 107 type veth peer name eth1 index 108 netns blue"],
        ],
        edges: ["peer blue/108 red/107"],
      },
      {
        steps: [
          ["red", "link set eth0 name up0"],
          ["blue", "link set eth1 name eth0"],
        ],
        edges: ["peer blue/108 red/107"],
      },
      {
        steps: [[HERE, "netns attach green @0", "netns delete blue"]],
        edges: ["peer green/108 red/107"],
      },
    ],
  },
  {
    what: "a namespace with two names",
    namespaces: ["red"],
    unnamed: 1,
    stages: [
      {
        steps: [
          [HERE, "netns attach blue @0", "netns attach second @0"],
          ["red", "link add eth0 index 107 type veth peer name eth1 index 108 netns blue"],
        ],
        edges: ["peer blue+second/108 red/107"],
      },
      { steps: [[HERE, "netns delete blue"]], edges: ["peer red/107 second/108"] },
      { steps: [[HERE, "netns attach another @0"]], edges: ["peer another+second/108 red/107"] },
    ],
  },
];

const unnamed: Wiring[] = [
  {
    what: "ends in namespaces without a name",
    namespaces: ["red", "blue"],
    unnamed: 2,
    stages: [
      {
        steps: [
          ["red", "link add eth0 index 107 type veth peer name eth0 index 108 netns @0"],
          ["red", "link add eth1 index 117 type veth peer name eth1 index 118 netns @0"],
          ["red", "link add eth2 index 127 type veth peer name eth2 index 128 netns @1"],
          ["blue", "link add eth3 index 107 type veth peer name eth3 index 138 netns @1"],
          [HERE, "link add eth4 index 147 type veth peer name eth4 index 148 netns @1"],
        ],
        edges: [
          ...["peer blue/107 nsid N of blue/138", "peer nsid N of own/148 own/147", "peer nsid N of red/118 red/117"],
          ...["peer nsid N of red/108 red/107", "peer nsid N of red/128 red/127"],
        ],
      },
      {
        steps: [[HERE, "netns attach green @0"]],
        edges: [
          ...["peer blue/107 nsid N of blue/138", "peer green/118 red/117", "peer green/108 red/107"],
          ...["peer nsid N of own/148 own/147", "peer nsid N of red/128 red/127"],
        ],
      },
    ],
  },
  {
    what: "both ends in namespaces without a name",
    namespaces: ["red"],
    unnamed: 2,
    stages: [
      {
        steps: [
          ["red", "link add near index 107 type veth peer name far index 108"],
          ["red", "link set near netns @0", "link set far netns @1"],
          ["red", "link add left index 109 netns @0 type veth peer name right index 110 netns @1"],
        ],
        edges: [],
      },
    ],
  },
  {
    what: "an end that moves, twice, and then to where nobody can see it",
    namespaces: ["red", "blue", "green"],
    unnamed: 1,
    stages: [
      {
        steps: [["red", "link add eth0 index 107 type veth peer name far index 108 netns blue"]],
        edges: ["peer blue/108 red/107"],
      },
      { steps: [["blue", "link set far netns green"]], edges: ["peer green/108 red/107"] },
      { steps: [["green", "link set far netns @own"]], edges: ["peer own/108 red/107"] },
      { steps: [[HERE, "link set far netns @0"]], edges: ["peer nsid N of red/108 red/107"] },
    ],
  },
  {
    what: "an id that is used again for another namespace",
    namespaces: ["red", "blue", "green"],
    stages: [
      {
        steps: [["red", "link add eth0 index 107 type veth peer name far index 108 netns blue"]],
        edges: ["peer blue/108 red/107"],
      },
      { steps: [[HERE, "netns delete blue"]], edges: [] },
      {
        steps: [["red", "link add eth0 index 107 type veth peer name far index 108 netns green"]],
        edges: ["peer green/108 red/107"],
      },
    ],
  },
];

const bridges: Wiring[] = [
  {
    what: "a star over a bridge in its own namespace",
    namespaces: ["hub", "one", "two", "three"],
    stages: [
      {
        steps: [
          ["hub", "link add br0 index 105 type bridge", "link set br0 up"],
          ...["one", "two", "three"].map((name, i): Step => {
            const peer = `peer name eth0 index ${120 + i} netns ${name}`;
            return ["hub", `link add port${i} index ${110 + i} type veth ${peer}`, `link set port${i} master br0 up`];
          }),
        ],
        edges: [
          ...["master hub/110 hub/105", "master hub/111 hub/105", "master hub/112 hub/105"],
          ...["peer hub/110 one/120", "peer hub/111 two/121", "peer hub/112 three/122"],
        ],
      },
      {
        steps: [
          ["hub", "link set port1 nomaster"],
          [HERE, "netns delete three"],
        ],
        edges: ["master hub/110 hub/105", "peer hub/110 one/120", "peer hub/111 two/121"],
      },
    ],
  },
  {
    what: "bridges upon bridges, by VXLAN",
    namespaces: ["red"],
    stages: [
      {
        steps: [
          ["red", "link add br0 index 105 type bridge", "link add br1 index 106 type bridge"],
          ["red", "link add vx0 index 107 type vxlan id 5 dev br0 dstport 4789", "link set vx0 master br1"],
        ],
        edges: ["lower red/107 red/105", "master red/107 red/106"],
      },
    ],
  },
  {
    what: "bridges upon bridges, by VLAN",
    namespaces: ["red", "blue"],
    stages: [
      {
        steps: [
          ["red", "link add br0 index 105 type bridge", "link add br1 index 106 type bridge"],
          ["red", "link add br2 index 107 type bridge"],
          ["red", "link add link br0 name v1 index 111 type vlan id 5", "link set v1 master br1"],
          ["red", "link add link br1 name v2 index 112 type vlan id 6", "link set v2 master br2"],
          [
            "red",
            "link add port0 index 113 type veth peer name eth0 index 113 netns blue",
            "link set port0 master br0",
          ],
        ],
        edges: [
          ...["lower red/111 red/105", "lower red/112 red/106"],
          ...["master red/111 red/106", "master red/112 red/107", "master red/113 red/105", "peer blue/113 red/113"],
        ],
      },
    ],
  },
  {
    what: "a bridge in the monitor's own namespace",
    namespaces: ["red", "blue"],
    stages: [
      {
        steps: [
          [HERE, "link add br0 index 105 type bridge"],
          [HERE, "link add port0 index 106 type veth peer name eth0 index 106 netns red", "link set port0 master br0"],
          ["blue", "link add eth0 index 107 type veth peer name port1 index 108 netns @own"],
        ],
        edges: ["master own/106 own/105", "peer blue/107 own/108", "peer own/106 red/106"],
      },
      {
        steps: [[HERE, "link set port1 master br0", "link set port0 netns blue"]],
        edges: ["master own/108 own/105", "peer blue/106 red/106", "peer blue/107 own/108"],
      },
    ],
  },
  {
    what: "a bond with two ports, one of them with a peer elsewhere",
    namespaces: ["red", "blue"],
    stages: [
      {
        steps: [
          ["red", "link add bond0 index 105 type bond mode active-backup"],
          [
            "red",
            "link add eth0 index 106 type veth peer name eth0 index 106 netns blue",
            "link set eth0 master bond0",
          ],
          ["red", "link add eth1 index 107 type veth peer name eth2 index 108", "link set eth1 master bond0"],
        ],
        edges: ["master red/106 red/105", "master red/107 red/105", "peer blue/106 red/106", "peer red/107 red/108"],
      },
    ],
  },
  {
    what: "a VRF and a team",
    namespaces: ["red"],
    stages: [
      {
        steps: [
          ["red", "link add vrf0 index 105 type vrf table 10", "link add team0 index 106 type team"],
          ["red", "link add br0 index 107 type bridge", "link set br0 master vrf0"],
          ["red", "link add eth0 index 108 type veth peer name eth1 index 109", "link set eth0 master team0"],
        ],
        edges: ["master red/107 red/105", "master red/108 red/106", "peer red/108 red/109"],
      },
    ],
  },
];

/** A link upon `br0` in red that goes to blue. */
function upon(what: string, add: string): Wiring {
  const lower = "link add br0 index 105 type bridge";
  return {
    what: `${what} upon a link in another namespace`,
    namespaces: ["red", "blue", "green"],
    stages: [
      {
        steps: [["red", lower, add, "link set upper netns blue"]],
        edges: ["lower blue/106 red/105"],
      },
      {
        steps: [["blue", "link set upper name other", "link set other netns green"]],
        edges: ["lower green/106 red/105"],
      },
      { steps: [["red", "link delete br0"]], edges: [] },
    ],
  };
}

const uppers: Wiring[] = [
  upon("macvlan", "link add link br0 name upper index 106 type macvlan mode bridge"),
  upon("macvtap", "link add link br0 name upper index 106 type macvtap mode bridge"),
  upon("VLAN", "link add link br0 name upper index 106 type vlan id 5"),
  upon("ipvlan", "link add link br0 name upper index 106 type ipvlan mode l2"),
  upon("VXLAN", "link add upper index 106 type vxlan id 5 dev br0 dstport 4789"),
  upon("GRE", "link add upper index 106 type gre local 192.0.2.1 remote 192.0.2.2 dev br0"),
  {
    what: "links made where they belong, upon links elsewhere",
    namespaces: ["red", "blue"],
    unnamed: 1,
    stages: [
      {
        steps: [
          ["red", "link add eth0 index 105 type veth peer name eth1 index 106", "link set eth1 netns @0"],
          ["red", "link add link eth0 name up0 index 107 netns blue type macvlan", "link set eth0 netns @0"],
          [HERE, "link add br0 index 115 type bridge"],
          [HERE, "link add link br0 name up1 index 116 netns blue type macvlan"],
        ],
        edges: ["lower blue/116 own/115", "lower blue/107 nsid N of blue/105"],
      },
    ],
  },
  {
    what: "a VXLAN without a link beneath, here and moved",
    namespaces: ["red", "blue"],
    stages: [
      {
        steps: [
          [
            "red",
            "link add vx0 index 105 type vxlan id 5 dstport 4789",
            "link add vx1 index 106 type vxlan id 6 dstport 4790",
          ],
          ["red", "link set vx1 netns blue"],
        ],
        edges: [],
      },
    ],
  },
  {
    what: "MACsec and its like upon links in the same namespace",
    namespaces: ["red"],
    stages: [
      {
        steps: [
          ["red", "link add br0 index 105 type bridge", "link add link br0 name ms0 index 106 type macsec"],
          ["red", "link add link ms0 name v0 index 107 type vlan id 9"],
        ],
        edges: ["lower red/106 red/105", "lower red/107 red/106"],
      },
    ],
  },
];

export const wirings: readonly Wiring[] = [
  ...pairs,
  ...unnamed,
  ...bridges,
  ...uppers,
  {
    what: "links without any edge",
    namespaces: ["red", "empty"],
    stages: [{ steps: [["red", "link add br0 index 105 type bridge", "link set lo up"]], edges: [] }],
  },
];
