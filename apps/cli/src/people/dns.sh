#!/bin/bash
# What lies in /etc/netns/NAME covers /etc for the commands in NAME.
before=$(md5sum /etc/hosts)
mkdir -p /etc/netns
for ns in office home; do
  ip netns add $ns
  mkdir -p /etc/netns/$ns
  printf '127.0.0.1 localhost\n192.0.2.10 printer-%s\n' $ns >/etc/netns/$ns/hosts
done
cp /etc/nsswitch.conf /etc/netns/office/ 2>/dev/null
echo 'search office.example' | ip netns exec office tee /etc/netns/office/resolv.conf >/dev/null
echo "nothing to cover" >/etc/netns/home/no-such-file

for ns in office home; do
  ip netns exec $ns getent hosts printer-$ns
  ip netns exec $ns getent hosts printer-elsewhere || echo "$ns: not known"
done
ip netns exec office grep search /etc/resolv.conf

# Written inside, it is the copy that changes.
ip netns exec home sh -c 'echo "192.0.2.11 scanner" >>/etc/hosts'
grep -c scanner /etc/netns/home/hosts
ip netns exec home sh -c 'rm /etc/hosts' || echo "it is a mount"

# Names that differ from the outside are the reason why people compare like this.
[ "$(md5sum /etc/hosts)" = "$before" ] && echo "outside as it was"
rm -r /etc/netns/home
ip netns exec home getent hosts scanner || echo "gone with its file"
