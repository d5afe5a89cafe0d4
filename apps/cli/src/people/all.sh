#!/bin/sh
# Everywhere at once, and then nothing is left.
for ns in one two three; do ip netns add $ns; done
ip -all netns exec ip link set lo up
ip -all netns exec ip -br link show lo
ip -a netns exec sh -c 'cat /proc/sys/net/ipv4/ip_forward; exit 3'
echo "status $?"
ip -all netns exec no-such-command
ip -all netns delete
echo "status $?"
ip netns list
ls -A /run/netns
ip -all netns delete && ip -all netns exec true && echo "twice is fine"
ip netns add again
