#!/usr/bin/env bash
# A test script as a CI job runs it: names nobody else has, a trap that removes them, checks that pass and fail.
set -Eeuo pipefail
PREFIX=ci
CREATED=()
FAILED=0

cleanup() {
  local status=$?
  for ns in "${CREATED[@]}"; do
    ip netns pids "$ns" 2>/dev/null | xargs -r kill 2>/dev/null || true
    ip netns del "$ns" 2>/dev/null || true
  done
  echo "cleaned up after status $status"
}
trap cleanup EXIT

setup_ns() {
  for name in "$@"; do
    local ns="$PREFIX-$name"
    if ip netns list | grep -qw "^$ns"; then
      ip netns del "$ns"
    fi
    ip netns add "$ns"
    CREATED+=("$ns")
    ip -netns "$ns" link set lo up
    ip netns exec "$ns" sysctl -wq net.ipv4.conf.all.rp_filter=0 2>/dev/null || true
    declare -g "$name=$ns"
  done
}

check() {
  local what=$1
  shift
  if "$@" >/dev/null 2>&1; then echo "ok   $what"; else echo "FAIL $what"; FAILED=$((FAILED + 1)); fi
}

# A run that was cancelled has left this.
ip netns add ci-client
setup_ns client server
ip link add c0 netns "$client" type veth peer name s0 netns "$server"
ip -n "$client" addr add 198.51.100.1/24 dev c0
ip -n "$server" addr add 198.51.100.2/24 dev s0
ip -n "$client" link set c0 up
ip -n "$server" link set s0 up

check "the link is there" ip -n "$client" link show c0
check "its end is not here" test ! -e /sys/class/net/c0
check "a route to the server" ip netns exec "$client" ip route get 198.51.100.2
check "no route to elsewhere" ip netns exec "$client" ip route get 203.0.113.1
check "adding twice fails" eval '! ip netns add "$server"'
check "the file is where people look" test -e "/var/run/netns/$server"
check "its own sysfs" ip netns exec "$server" test -e /sys/class/net/s0
exit $FAILED
