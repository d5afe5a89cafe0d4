#!/bin/bash
# A namespace with a way out: a veth pair, forwarding, NAT where there is iptables, its own resolver.
set -e
NS=${1:-sandbox}
HOST_IF=veth-host GUEST_IF=veth-guest

ip netns del $NS 2>/dev/null || true
ip link del $HOST_IF 2>/dev/null || true

ip netns add $NS
ip netns exec $NS ip link set lo up
ip link add $HOST_IF type veth peer name $GUEST_IF
ip link set $GUEST_IF netns $NS
ip addr add 10.200.1.1/24 dev $HOST_IF
ip link set $HOST_IF up
ip netns exec $NS ip addr add 10.200.1.2/24 dev $GUEST_IF
ip netns exec $NS ip link set $GUEST_IF up
ip netns exec $NS ip route add default via 10.200.1.1

echo 1 >/proc/sys/net/ipv4/ip_forward
if command -v iptables >/dev/null && iptables -t nat -A POSTROUTING -s 10.200.1.0/24 ! -o $HOST_IF -j MASQUERADE; then
  iptables -A FORWARD -i $HOST_IF -j ACCEPT
  echo "masquerading"
else
  echo "no iptables: routed only"
fi

mkdir -p /etc/netns/$NS
echo "nameserver 10.200.1.1" >/etc/netns/$NS/resolv.conf

ip netns exec $NS cat /etc/resolv.conf
ip netns exec $NS ip route show
ip netns exec $NS ip route get 192.0.2.1 | head -n 1
ip netns list
