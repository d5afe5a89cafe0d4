#!/bin/bash
# The namespace of a process that something else has made, a container's: given a name, by a link and by attach.
unshare --net sleep 300 &
pid=$!
while [ "$(readlink /proc/$pid/ns/net)" = "$(readlink /proc/$$/ns/net)" ]; do sleep 0.05; done

mkdir -p /var/run/netns
ln -sfT /proc/$pid/ns/net /var/run/netns/container
ip link add veth-c type veth peer name veth-o
ip link set veth-c netns container
ip link set veth-o up
ip netns exec container ip link set veth-c name eth0
ip netns exec container ip addr add 172.17.0.2/16 dev eth0
ip netns exec container ip link set eth0 up
ip netns ls
ip netns pids container | grep -cx $pid
rm -f /var/run/netns/container

ip netns attach kept $pid
ip netns identify $pid
nsenter --net=/var/run/netns/kept ip -br addr show eth0 | awk '{ sub("@.*", "", $1); print $1, $3 }'
ip link add veth-2 type veth peer name eth1 netns $pid
ip netns exec kept ls /sys/class/net

# It outlives the process.
kill $pid
wait $pid 2>/dev/null
ip netns pids kept
ip -n kept -br link show eth0 | awk '{ sub("@.*", "", $1); print $1 }'
ip netns attach kept $$ || echo "taken: $?"
ip netns attach other $pid || echo "no such process: $?"
