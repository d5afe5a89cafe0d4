#!/bin/bash
# A slow link between two namespaces, with what the kernel offers for that.
set -e
ip netns add near
ip netns add far
ip link add n0 type veth peer name f0
ip link set n0 netns near
ip link set f0 netns far
ip netns exec near ip addr add 10.9.0.1/24 dev n0
ip netns exec far ip addr add 10.9.0.2/24 dev f0
ip netns exec near ip link set n0 mtu 1400 txqueuelen 77 up
ip netns exec far ip link set f0 mtu 1400 up
for ns in near far; do
  for discipline in "netem delay 20ms loss 1%" "tbf rate 1mbit burst 32kbit latency 400ms" "pfifo limit 10" none; do
    if [ "$discipline" = none ]; then break; fi
    if ip netns exec $ns tc qdisc add dev ${ns:0:1}0 root handle 1: $discipline 2>/dev/null; then break; fi
  done
  echo "$ns: ${discipline%% *}"
done
ip netns exec near ip link set n0 alias "to far"
ip netns exec near ip -o link show n0 | grep -o 'mtu [0-9]*'
