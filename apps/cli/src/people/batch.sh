#!/bin/sh
# A topology as lines for one ip, from standard input and from a file; and lines that fail.
ip -batch - <<EOF
netns add left
netns add right
link add l0 netns left type veth peer name r0 netns right
# a comment, and an empty line

EOF
ip -n left -batch - <<EOF
address add 192.0.2.1/30 dev l0
link set dev l0 up
route add default via 192.0.2.2
EOF
cat >/run/lines <<EOF
netns add right
netns add third
netns list
EOF
ip -batch /run/lines
echo "status $?"
ip -force -b /run/lines
echo "status $?"
printf 'netns del third\n' | ip -b -
rm /run/lines
ip -n left route
ip netns
