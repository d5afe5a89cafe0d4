# Prints what every subcommand that knows JSON prints, in all shapes: a name that is text and one that is not, with an id
# and without, alive and stale; one object, several and none. Each as a line: the subcommand, a TAB, the JSON.
# $1: the command. NETNS_RUN_DIR must be there, and empty.
netns=$1
strange=$(printf 'bad\377')
events=$NETNS_RUN_DIR/../events

# $1: the subcommand; the others: the words.
show() {
  printf '%s\t' "$1"
  shift
  "$netns" "$@" | tr -d '\n'
  echo
}

"$netns" -j -t monitor >"$events" &
watching() { grep -qs ^inotify /proc/$!/fdinfo/*; }
until watching; do sleep 0.02; done
rmdir "$NETNS_RUN_DIR"
mkdir "$NETNS_RUN_DIR"
until grep -q found "$events"; do sleep 0.02; done

show list -j list
show delete -j -all delete
show add -j add blue
show add -j add "$strange"
show attach -j attach here $$
show attach -j attach "here-$strange" $$
show set -j set blue 7
show set -j -p set "$strange" auto
show list-id -j list-id
show list-id -j -p list-id nsid 7
show set -j -n blue set here 3
show set -j -n blue set "$strange" 5
show list-id -j list-id target-nsid 7
"$netns" -n blue add other
show list-id -j -n blue list-id
echo >"$NETNS_RUN_DIR/stale"
show list -j -p list 2>/dev/null
show identify -j identify
show identify -j -n blue identify
"$netns" -j exec "$strange" sh -c '"$0" -j identify' "$netns" | sed 's/^/identify\t/'
show pids -j pids here
show pids -j pids blue
show delete -j delete "$strange"
show delete -j -all delete
until [ "$(grep -c '"delete"' "$events")" -ge 5 ]; do sleep 0.02; done
kill $!
wait
sed 's/^/monitor\t/' "$events"
