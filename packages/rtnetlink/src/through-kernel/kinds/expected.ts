import type { Kind } from "./case.js";

/** What each kernel that tests run on must have, so that none is lost in silence. */
const byRelease: ReadonlyArray<{ readonly release: RegExp; readonly uml: boolean; readonly kinds: readonly Kind[] }> = [
  {
    // Debian's user-mode-linux.
    release: /^6\.1\./,
    uml: true,
    kinds: [
      "batadv",
      "bond",
      "bridge",
      "caif",
      "dummy",
      "erspan",
      "geneve",
      "gre",
      "gretap",
      "gtp",
      "hsr",
      "ifb",
      "ip6erspan",
      "ip6gre",
      "ip6gretap",
      "ip6tnl",
      "ipip",
      "ipvlan",
      "ipvtap",
      "macsec",
      "macvlan",
      "macvtap",
      "nlmon",
      "ppp",
      "sit",
      "team",
      "vcan",
      "veth",
      "vlan",
      "vrf",
      "vti",
      "vti6",
      "vxcan",
      "vxlan",
    ],
  },
  {
    // A small virtual machine's.
    release: /^6\.18\./,
    uml: false,
    kinds: ["veth", "bridge", "ifb", "macvlan", "macvtap", "vxlan"],
  },
];

/** On any other. */
const usual: readonly Kind[] = ["dummy", "veth", "bridge", "vlan"];

export function expectedKinds(release: string, isUml: boolean): readonly Kind[] {
  return byRelease.find((one) => one.release.test(release) && one.uml === isUml)?.kinds ?? usual;
}
