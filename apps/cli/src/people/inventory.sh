#!/bin/bash
# What scripts read: lists, JSON, ids, the name for a prompt.
for ns in alpha beta gamma; do ip netns add $ns; done
ip netns set alpha 10
ip netns set beta auto
ip -n gamma netns set alpha 5

echo "names: $(ip netns list | cut -d ' ' -f 1 | sort | paste -sd ' ')"
ip netns | awk '/id:/ { gsub("[()]", ""); print $3, $1 }' | sort -n
ip -j netns list
ip --json --pretty netns list
ip -j netns list | grep -o '"name":"[^"]*"' | cut -d '"' -f 4 | sort
ip netns list-id
ip -n gamma netns list-id
ip netns list-id nsid 10
ip netns list-id target-nsid 10

prompt() { echo "[$(ip netns identify $$)]"; }
prompt
ip netns exec beta bash -c 'echo "[$(ip netns identify $$)] [$(ip netns identify)]"'
for ns in $(ip netns list | awk '{ print $1 }' | sort); do
  printf '%s has %s link(s), ' "$ns" "$(ip netns exec "$ns" ip -o link | wc -l)"
  [ "$(ip netns exec "$ns" readlink /proc/self/ns/net)" != "$(readlink /proc/self/ns/net)" ] && echo "of its own"
done
[[ $(ip netns list) == *beta* ]] && echo "beta is there"
[[ $(ip netns list) == *delta* ]] || echo "delta is not"
