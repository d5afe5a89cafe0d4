import { each, type Script } from "./scripts.js";

/** What goes to the real ip when ours is found under that name. `ip` here is the command that is compared. */
export const handOvers: readonly Script[] = [
  {
    name: "links",
    script: each(
      "ip link show lo",
      "ip -o link",
      "ip -br link",
      "ip -j link show lo",
      "ip l",
      "ip link add v0 type veth peer name v1",
      "ip link del v0",
      "ip link show nosuch",
    ),
  },
  {
    name: "addresses and routes",
    script: each(
      "ip link set lo up",
      "ip addr add 192.0.2.1/32 dev lo",
      "ip -4 -o addr",
      "ip -6 addr show dev nosuch",
      "ip route",
      "ip rule | head -n 1",
      "ip neigh",
      "ip ne",
      "ip n",
    ),
  },
  { name: "version", script: each("ip -V", "ip -Version", "ip --Version", "ip -V netns", "ip -j -V") },
  {
    name: "usage",
    script: each(
      "ip",
      "ip help",
      "ip -help",
      "ip -he",
      "ip -j",
      "ip --",
      "ip -f",
      "ip -l",
      "ip -rc",
      "ip -b",
      "ip -f help",
    ),
  },
  {
    name: "objects that nobody knows",
    script: each("ip nosuch", "ip ''", "ip netnsx", "ip NETNS", "ip -j nosuch", "ip nets", "ip x netns"),
  },
  {
    name: "objects that netns is not",
    script: each("ip netconf show dev lo >/dev/null", "ip netc show dev lo >/dev/null", "ip ne", "ip neigh"),
  },
  {
    name: "inside a namespace",
    script: `$IP netns add a\n${each("ip -n a link", "ip -netns a -br link", "ip -n a link set lo up", "ip -n a -br link", "ip -n a", "ip -n nosuch link", "ip -all -n a link")}`,
  },
  {
    name: "through exec",
    script: `$IP netns add a; $IP netns add b\n${each("ip netns exec a ip link", "ip netns exec a ip netns exec b ip -br link", "ip -all netns exec ip -br link", "ip netns exec a ip netns identify")}`,
  },
  {
    name: "standard input and output",
    script: `${each("printf 'link show lo\\n' | ip -b -", "printf 'netns add x\\nnetns list\\n' | ip -batch - | cat", "ip -batch /nosuch", "printf 'netns add x\\n' | ip -force -batch -", "ip link >/run/out; wc -l </run/out; rm /run/out")}`,
  },
  {
    name: "words are not touched",
    script: each(
      "ip link show ' '",
      "ip link show $'a\\nb'",
      "ip link show $(printf 'a\\377')",
      "ip -- link show lo",
      "ip - 3 link show lo",
    ),
  },
  {
    name: "signals, descriptors, umask",
    script:
      "trap '' HUP; umask 027; ulimit -Sn 99; ip netns add a; ip netns exec a sh -c 'grep SigIgn /proc/self/status; umask; ulimit -Sn'; ip link 5</dev/null >/dev/null; echo $?",
  },
  {
    name: "the object in the program's name",
    script: `$IP netns add a; ln -s $(command -v ip) /run/ipnetns\n${each("/run/ipnetns list", "/run/ipnetns")}\nrm /run/ipnetns`,
  },
];
