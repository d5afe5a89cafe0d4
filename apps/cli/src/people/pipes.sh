#!/bin/bash
# Namespaces as one word in a shell's pipelines, loops, conditions and here-documents.
ip netns add a
ip netns add b
in_a() { ip netns exec a "$@"; }

ip netns exec a bash -s -- one "two three" <<'EOF'
echo "$# words, the second: $2"
ip link set lo up
ip -o addr show lo | awk '$3 == "inet" { print $4 }'
EOF
in_a bash -c 'for i in 1 2 3; do echo $i; done' | ip netns exec b sort -r | in_a tr '\n' ' '
echo
printf '%s\n' a b | while read -r ns; do
  ip netns exec "$ns" sh -c 'ls /sys/class/net' </dev/null
done
printf 'x\0y z\0' | xargs -0 -n 1 ip netns exec a echo item
lines=$(in_a cat /proc/net/dev | wc -l)
echo "$lines lines"
if in_a false; then echo yes; else echo "no: $?"; fi
in_a sh -c 'kill -KILL $$'
echo "status $?"
in_a no-such-command
echo "status $?"
ip netns exec nosuch true
echo "status $?"
in_a sh -c 'echo out; echo err >&2' 2>&1 >/dev/null | sed 's/^/stderr: /'
COLOR=red in_a sh -c 'echo $COLOR; cd /tmp; pwd'
cd /usr && (umask 027; in_a sh -c 'pwd; umask')
exec 9</etc/passwd
in_a sh -c 'head -n 1 <&9 | cut -d : -f 1'
coproc in_a cat
echo hello >&"${COPROC[1]}"
read -r line <&"${COPROC[0]}"
echo "back: $line"
eval "exec ${COPROC[1]}>&-"
wait
timeout 0.5 ip netns exec a sleep 100
echo "status $?"
