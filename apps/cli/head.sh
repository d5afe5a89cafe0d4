# The head of the built command, which is a shell script and a JavaScript program at once: the build drops these
# comments and puts every line that is left, each a command of its own, into one line behind `":" //`. To the shell
# that calls `:` and goes on; to JavaScript it is a string and a comment.
#
# It notes what Node changes at its start and what a command run by `exec` should still inherit: ignored and blocked
# signals, open descriptors and which of them are non-blocking, the soft limit of open files. Shell builtins only:
# one more process would cost more than all of this.

# $1: a file, $2: the first word of a line in it. Leaves the second word in $v.
f() { v=; while read -r k w; do if [ "$k" = "$2" ]; then v=$w; break; fi; done <"$1"; }
# $1: a descriptor. fdinfo shows its flags in octal (proc(5)): 04000 is O_NONBLOCK, the fourth digit from the end.
d() { f "/proc/$$/fdinfo/$1" flags:; case $v in *[4567]???) n=n;; *) n=;; esac; }
f /proc/$$/status SigBlk:
b=$v
f /proc/$$/status SigIgn:
i=$v
r=
# The shell's own descriptors are close-on-exec (02000000, the seventh digit) or gone again by now. While fdinfo is
# read it is descriptor 0 itself, so that one is looked at under another number.
for p in /proc/$$/fd/*; do p=${p##*/}; [ -e "/proc/$$/fd/$p" ] || continue; if [ "$p" = 0 ]; then d 8 8<&0; else d "$p"; case $v in *[2367]??????) continue;; esac; fi; r=$r$p$n,; done
export NETNS_INHERITED=$$:$i:$b:$(ulimit -Sn):$r
exec node "$0" "$@"
