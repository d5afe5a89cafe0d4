#!/bin/bash
# Boots the second kernel for the command in a control directory: boot.sh CONTROL SECONDS. Its console is the output.
#
# User Mode Linux is an ordinary process that sees this host's files. When it is root's, it runs where everything but
# the control directory is read-only, so that nothing inside can reach them.
set -u
control=$1
seconds=$2

if [ "$(id -u)" = 0 ] && [ -z "${CAGED:-}" ]; then
  CAGED=1 exec unshare --mount --propagation private bash "$0" "$@"
fi
if [ -n "${CAGED:-}" ]; then
  mount --bind "$control" "$control" || exit 1
  # The machine's memory is a file of its own.
  mount -t tmpfs tmpfs /dev/shm || exit 1
  while read -r _ _ _ _ point _; do
    case $point in "$control" | /dev/shm | /proc | /proc/* | /sys | /sys/*) continue ;; esac
    printf -v point %b "${point//\\/\\0}"
    mount -o remount,bind,ro "$point" 2>/dev/null
  done </proc/self/mountinfo
  if touch /.netns-probe 2>/dev/null; then
    rm -f /.netns-probe
    echo "the host's files can still be written" >&2
    exit 1
  fi
fi

mkdir -p "$control/uml"
exec env TMPDIR=/dev/shm timeout --kill-after=10 "$seconds" "${UML_LINUX:-linux.uml}" \
  root=/dev/root rootfstype=hostfs rootflags=/ ro mem=2048M "init=$control/init.sh" \
  "uml_dir=$control/uml/" umid=k con=null con0=null,fd:1 panic=-1 quiet </dev/null
