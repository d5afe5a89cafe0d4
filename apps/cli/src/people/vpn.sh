#!/bin/bash
# A tunnel that is made outside and moved into a namespace, which then has no other way out. Can be run again.
set -euo pipefail

up() {
  if ! ip netns 2>/dev/null | grep -q '^vpn'; then
    ip netns add vpn
    for kind in wireguard dummy ifb; do
      if ip link add tun-vpn type $kind 2>/dev/null; then break; fi
    done
    echo "a link of kind $kind"
    ip link set tun-vpn netns vpn
    ip -n vpn addr add 192.168.42.2/32 dev tun-vpn
    ip -n vpn -6 addr add 2001:db8:42::2/128 dev tun-vpn nodad
    ip -n vpn link set tun-vpn mtu 1420 up
    ip -n vpn link set lo up
    ip -n vpn route add default dev tun-vpn
    mkdir -p /etc/netns/vpn
    echo "nameserver 192.168.42.1" >/etc/netns/vpn/resolv.conf
  else
    echo "is up"
  fi
}

inside() (
  exec ip netns exec vpn "$@"
)

up
up
[ -z "$(ip -o link show tun-vpn 2>/dev/null || true)" ] && echo "gone outside"
inside sh -c 'ip route get 198.51.100.7 | head -n 1; cat /etc/resolv.conf'
inside ip -4 -br addr
status=0
inside sh -c 'exit 42' || status=$?
echo "status $status"
