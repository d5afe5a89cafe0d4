#!/bin/bash
# Taking everything down: what runs in each namespace is killed before its name goes.
for ns in web db cache; do
  ip netns add $ns
  ip -n $ns link set lo up
done
ip netns exec web sleep 300 &
ip netns exec web sh -c 'trap "" TERM; while :; do sleep 300; done' &
ip netns exec db sleep 300 &
disown -a

count() { ip netns pids "$1" | wc -l; }
until [ "$(count web)" -ge 3 ] && [ "$(count db)" -eq 1 ]; do sleep 0.1; done
echo "db: $(ip netns pids db | xargs -I{} cat /proc/{}/comm)"
for pid in $(ip netns pids db); do ip netns identify "$pid"; done

delete() {
  ip netns pids "$1" | xargs -r kill 2>/dev/null
  for _ in 1 2 3; do
    [ -n "$(ip netns pids "$1")" ] || break
    sleep 0.1
  done
  ip netns pids "$1" | xargs -r kill -9 2>/dev/null
  while ip netns pids "$1" | grep -q .; do sleep 0.1; done
  ip netns delete "$1"
}

for ns in $(ip netns list | awk '{ print $1 }' | sort); do
  echo "deleting $ns"
  delete "$ns"
done
ip netns list
ip netns pids web || echo "status $?"
