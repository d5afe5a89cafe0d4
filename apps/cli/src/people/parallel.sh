#!/bin/bash
# Many at the same time, as provisioning tools do; the first ones race for the run directory.
seq 12 | xargs -P 4 -I{} ip netns add node{}
for i in $(seq 1 2 12); do
  ip netns exec node$i ip link set lo up &
done
wait
echo "$(ip netns list | wc -l) names"
grep -c ' /run/netns ' /proc/self/mountinfo
ip netns list | sort -V | xargs -n 1 -P 4 ip netns del
echo "$(ip netns list | wc -l) names"
{ ip netns add node1 & ip netns add node1 & wait; } 2>/run/second
ip netns list
