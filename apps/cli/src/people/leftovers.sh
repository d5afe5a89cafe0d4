#!/bin/sh
# A script that meets what earlier ones have left, and looks at statuses and messages.
ip netns add base || exit 1
touch /run/netns/stale
ip netns exec stale true 2>&1 || echo "status $?"
ip netns delete stale && echo "stale removed"

if ip netns exec base ip netns add nested; then
  ip netns exec nested true 2>/dev/null || echo "made inside, no use outside: $?"
  ip netns del nested
fi
ip netns add base 2>&1 | grep -q 'File exists' && echo "exists already"
ip netns del nosuch 2>/dev/null || echo "cannot delete: $?"
ip netns del base/../base || echo "bad name: $?"
umount /run/netns/base && ip netns del base && echo "unmounted first"

ip netns add base
ip link add v0 type veth peer name v1 netns base
ip netns del base
until ! ip link show v0 >/dev/null 2>&1; do sleep 0.05; done
echo "the pair went with it"
ip netns foo 2>&1
echo "status $?"
ip netns list
