#!/bin/sh
# An init script for a daemon in a namespace of its own.
NAME=daemon
PIDFILE=/run/$NAME.pid

start() {
  [ -e /run/netns/$NAME ] || ip netns add $NAME
  if [ -s $PIDFILE ] && kill -0 "$(cat $PIDFILE)" 2>/dev/null; then
    echo "runs already"
    return 0
  fi
  ip netns exec $NAME setsid sh -c 'echo $$ >'$PIDFILE'; exec sleep 300' </dev/null >/dev/null 2>&1 &
  while ! [ -s $PIDFILE ] || [ "$(cat "/proc/$(cat $PIDFILE)/comm" 2>/dev/null)" != sleep ]; do sleep 0.1; done
  echo "started"
}

stop() {
  [ -s $PIDFILE ] || { echo "does not run"; return 0; }
  kill "$(cat $PIDFILE)"
  while ip netns pids $NAME 2>/dev/null | grep -q .; do sleep 0.1; done
  rm -f $PIDFILE
  ip netns delete $NAME && echo "stopped"
}

status() {
  if [ "$(ip netns pids $NAME 2>/dev/null)" = "$(cat $PIDFILE 2>/dev/null)" ] && [ -s $PIDFILE ]; then
    echo "runs in $(ip netns identify "$(cat $PIDFILE)")"
  else
    echo "does not run"
    return 3
  fi
}

for action in status start start status stop stop start; do
  printf '%s: ' $action
  $action || echo "status $?"
done
