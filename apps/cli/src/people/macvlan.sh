#!/bin/bash
# Guests on a parent's link, and a tunnel between namespaces: macvlan and vxlan, where the kernel has them.
ip link add parent type veth peer name uplink
ip link set parent up
ip link set uplink up
for i in 1 2; do
  ip netns add guest$i
  if ip link add link parent name mac$i type macvlan mode bridge 2>/dev/null; then
    ip link set mac$i netns guest$i name eth0
    ip netns exec guest$i ip addr add 10.5.0.$i/24 dev eth0
    ip netns exec guest$i ip link set eth0 up
  else
    echo "no macvlan"
  fi
done
ip link add u1 netns guest1 type veth peer name u2 netns guest2
for i in 1 2; do
  ip -n guest$i addr add 10.6.0.$i/24 dev u$i
  ip -n guest$i link set u$i up
  if ip -n guest$i link add vx0 type vxlan id 42 dstport 4789 local 10.6.0.$i remote 10.6.0.$((3 - i)) dev u$i 2>/dev/null; then
    ip -n guest$i addr add 10.7.0.$i/24 dev vx0
    ip -n guest$i link set vx0 up
  else
    echo "no vxlan"
  fi
done
ip -n guest1 tuntap add tap0 mode tap 2>/dev/null && ip -n guest1 link set tap0 up || echo "no tap"
ip netns exec guest1 ls /sys/class/net
