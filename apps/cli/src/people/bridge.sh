#!/bin/bash
# Three namespaces on a bridge that reach each other.
set -e
BRIDGE=br-lab

ip link add $BRIDGE type bridge
ip addr add 172.18.0.254/24 dev $BRIDGE
ip link set $BRIDGE up

i=0
for ns in red green blue; do
  i=$((i + 1))
  ip netns add $ns
  ip link add veth-$ns type veth peer name veth-$ns-br
  ip link set veth-$ns netns $ns
  ip link set veth-$ns-br master $BRIDGE up
  ip -n $ns addr add 172.18.0.$i/24 dev veth-$ns
  ip -n $ns link set veth-$ns up
done

# Who is asked for answers by ARP: that needs the bridge, and no ping.
reach() {
  local from=$1 to=$2
  for _ in $(seq 100); do
    ip netns exec "$from" bash -c "echo >/dev/udp/$to/9" 2>/dev/null || true
    if ip -n "$from" neigh show "$to" | grep -q lladdr; then
      echo "$from reaches $to"
      return
    fi
    sleep 0.1
  done
  echo "$from does not reach $to"
}

reach red 172.18.0.2
reach blue 172.18.0.254
ip -o link show master $BRIDGE | awk '{ sub("@.*", "", $2); print $2 }'
