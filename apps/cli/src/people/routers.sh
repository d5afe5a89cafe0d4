#!/bin/sh
# A line of routers between two hosts, IPv4 and IPv6, with static routes.
set -e
NODES="h1 r1 r2 h2"

for node in $NODES; do
  ip netns add $node
done
for node in r1 r2; do
  ip netns exec $node sysctl -qw net.ipv4.ip_forward=1 2>/dev/null ||
    ip netns exec $node sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward'
done

link() {
  ip link add "$1-$3" netns "$1" type veth peer name "$3-$1" netns "$3"
  ip -n "$1" addr add "10.0.$5.$2/24" dev "$1-$3"
  ip -n "$3" addr add "10.0.$5.$4/24" dev "$3-$1"
  ip -n "$1" addr add "2001:db8:$5::$2/64" dev "$1-$3" nodad
  ip -n "$3" addr add "2001:db8:$5::$4/64" dev "$3-$1" nodad
  ip -n "$1" link set "$1-$3" up
  ip -n "$3" link set "$3-$1" up
}

link h1 1 r1 2 1
link r1 1 r2 2 2
link r2 1 h2 2 3

ip netns exec h1 ip route add default via 10.0.1.2
ip netns exec r1 ip route add 10.0.3.0/24 via 10.0.2.2 metric 50
ip netns exec r2 ip route add 10.0.1.0/24 via 10.0.2.1
ip netns exec h2 ip route add default via 10.0.3.1
ip netns exec h1 ip -6 route add default via 2001:db8:1::2

for node in $NODES; do
  echo "$node: $(ip netns exec $node ip route | wc -l) routes"
done
ip netns exec h1 ip route get 10.0.3.2 | head -n 1
