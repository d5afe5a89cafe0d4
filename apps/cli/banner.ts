/**
 * The head of the built command, which is a shell script and a JavaScript program at once. To the shell the second
 * line calls `:` and then notes what Node changes at its start and a command run by `exec` should still inherit:
 * ignored and blocked signals, open descriptors and which of them are non-blocking, the soft limit of open files.
 * To JavaScript that line is a string and a comment. Shell builtins only: a process more would cost more than the rest.
 */
const record = [
  // $1: file, $2: line of the file; the value goes to $v. Never on descriptor 0 while that is looked at itself.
  'f() { v=; while read -r k w; do if [ "$k" = "$2" ]; then v=$w; break; fi; done <"$1"; }',
  // 04000 is O_NONBLOCK (asm-generic/fcntl.h), in the octal number that fdinfo shows: the fourth digit from behind.
  'd() { f "/proc/$$/fdinfo/$1" flags:; case $v in *[4567]???) n=n;; *) n=;; esac; }',
  "f /proc/$$/status SigBlk:; b=$v",
  "f /proc/$$/status SigIgn:; i=$v",
  "r=",
  // What exec has left open is inherited; the shell's own are close-on-exec (02000000), or gone by the time we look.
  'for p in /proc/$$/fd/*; do p=${p##*/}; [ -e "/proc/$$/fd/$p" ] || continue; ' +
    "if [ $p = 0 ]; then d 8 8<&0; else d $p; case $v in *[2367]??????) continue;; esac; fi; r=$r$p$n,; done",
  "export NETNS_INHERITED=$$:$i:$b:$(ulimit -Sn):$r",
  'exec node "$0" "$@"',
].join("; ");

export const banner = `#!/bin/sh\n":" //; ${record}`;
