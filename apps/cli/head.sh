# The head of the built command, which is a shell script and a JavaScript program at once: the build makes one line of
# this, without comments, and puts it behind `":" //`. To the shell that calls `:` and goes on; to JavaScript it is a
# string and a comment. See build/one-line.ts for how it may be written.
#
# It notes what Node changes at its start and what a command run by `exec` should still inherit: ignored and blocked
# signals, open descriptors and which of them are non-blocking, the soft limit of open files. Shell builtins only, but
# for one: a process more costs as much as all of this.
#
# Variables have names that nobody else exports: such a one would change in the command's environment.
#
# For dash, bash, busybox, mksh, ksh93 and zsh as `sh`; yash would lose bytes that are not UTF-8, and block SIGCHLD.

# bash takes options from SHELLOPTS in the environment (makefiles export it); without these nothing here goes wrong.
set +efu

# Under the name `ip`: what is certainly not for `netns` goes to the real ip from here. Through Node each `ip link` of a
# script would take twenty times as long.

# $@: the words. Fails when they cannot be ours: in those that are, `netns` is the object, and before it stand options,
# and arguments, each right behind an option. Which options take one, whether all of them are good, and what goes to the
# real ip all the same, is decided in JavaScript. `vrf` goes there too, since its exec runs commands, and NETNS_ENVIRONMENT
# is for these.
netns_may_be_ours() {
  _netns_option=
  for _netns_word do
    case $_netns_word in
      net|netn|netns|v|vr|vrf) return 0;;
      -*) _netns_option=1;;
      *)
        [ "$_netns_option" ] || return 1
        _netns_option=;;
    esac
  done
  return 1
}

# $@: the words. Becomes the real ip. The same search, and the same mark for scripts, as in src/as-ip. Most shells have a
# PATH of their own where there is none; ksh93 has not.
netns_hand_over() {
  _netns_path=${PATH-/bin:/usr/bin}:
  _netns_found=
  _netns_before=
  while [ "$_netns_path" ]; do
    _netns_dir=${_netns_path%%:*}
    _netns_path=${_netns_path#*:}
    case $_netns_dir in
      /*) ;;
      *) _netns_dir=./$_netns_dir;;
    esac
    _netns_file=$_netns_dir/ip
    [ -f "$_netns_file" ] && [ -x "$_netns_file" ] || continue
    if [ "$_netns_file" -ef "$0" ]; then
      _netns_before=${_netns_before:-$_netns_found}
      _netns_found=
      continue
    fi
    case :$NETNS_HANDED_TO: in
      *":$_netns_file:"*) continue;;
    esac
    _netns_found=${_netns_found:-$_netns_file}
  done
  _netns_found=${_netns_found:-$_netns_before}
  if [ -z "$_netns_found" ]; then
    echo "ip: the real ip was not found on the PATH" >&2
    exit 127
  fi
  _netns_line=
  read -r _netns_line 2>/dev/null <"$_netns_found"
  case $_netns_line in
    ?ELF*) unset NETNS_HANDED_TO;;
    *) export NETNS_HANDED_TO="${NETNS_HANDED_TO:+$NETNS_HANDED_TO:}$_netns_found";;
  esac
  exec "$_netns_found" "$@"
}

# Where there is no Node, as on a PATH that sudo has set, ip goes on as it was.
case ${0##*/} in
  ip) netns_may_be_ours "$@" && command -v node >/dev/null || netns_hand_over "$@";;
esac

# /proc/self, and opened by the shell itself: where /proc is another pid namespace's, /proc/$$ is another process.

# $1: a descriptor. fdinfo shows its flags in octal (proc(5)): 04000 is O_NONBLOCK, the fourth digit from the end.
netns_flags() {
  _netns_flags=
  while read -r _netns_key _netns_value; do
    if [ "$_netns_key" = flags: ]; then
      _netns_flags=$_netns_value
      break
    fi
  done <"/proc/self/fdinfo/$1"
  case $_netns_flags in
    *[4567]???) _netns_mark=n;;
    *) _netns_mark=;;
  esac
}

# The shell's own descriptors are close-on-exec (02000000, the seventh digit) or gone again by now; but zsh closes this
# file on its own, and bash leaves it open as descriptor 2, where that was free. While fdinfo is read it is descriptor 0
# itself, so that one is looked at under another number.
netns_descriptors() {
  _netns_open=
  for _netns_fd in /proc/self/fd/*; do
    _netns_fd=${_netns_fd##*/}
    [ -e "/proc/self/fd/$_netns_fd" ] || continue
    [ "/proc/self/fd/$_netns_fd" -ef "$0" ] && continue
    if [ "$_netns_fd" = 0 ]; then
      netns_flags 8 8<&0
    else
      netns_flags "$_netns_fd"
      case $_netns_flags in
        *[2367]??????) continue;;
      esac
    fi
    _netns_open=$_netns_open$_netns_fd$_netns_mark,
  done
}

# Blocked signals stand before ignored ones. The shell reads byte by byte: so no further than necessary. bash, busybox
# and zsh ignore SIGQUIT themselves: in a trap it is ignored only when it was so before (in zsh, never). zsh blocks
# SIGWINCH (bit 27: 8 in the seventh digit from the end) until it runs something.
netns_signals() {
  trap : QUIT
  while read -r _netns_key _netns_value; do
    case $_netns_key in
      SigBlk:) _netns_blocked=$_netns_value;;
      SigIgn:)
        _netns_ignored=$_netns_value
        break;;
    esac
  done </proc/self/status
  trap - QUIT
  case $ZSH_VERSION:$_netns_blocked in
    ?*:*8??????) _netns_blocked=${_netns_blocked%8??????}0${_netns_blocked#??????????};;
  esac
}

netns_ignored() {
  _netns_blocked= _netns_ignored=
  if [ -r /proc/self/status ]; then
    netns_signals
    NETNS_INHERITED=$$:$_netns_ignored
  else
    netns_sigpipe
  fi
}

netns_all() {
  netns_ignored
  [ "$_netns_blocked" ] || return
  netns_descriptors
  NETNS_INHERITED=$NETNS_INHERITED:$_netns_blocked:${_netns_limit:=$(ulimit -Sn)}:$_netns_open
}

# What is soon over and runs no command needs to know only whether SIGPIPE (bit 12) is ignored, and that can be tried:
# a signal that was ignored at its start a shell cannot trap (POSIX). Ignoring it takes back one that came, but is
# blocked.
netns_sigpipe() {
  _netns_ignored=1000
  trap _netns_ignored=0 PIPE
  kill -PIPE $$
  trap '' PIPE
  trap - PIPE
  NETNS_INHERITED=$$:$_netns_ignored
}

# What this shell was given: it may drop, set and change variables. This takes a process, in which the limit is asked for
# as well, since that would take another. Longer than 100,000 bytes it would come near to what one variable may be
# (execve(2)), and in the C locale only are all characters bytes. There tr has nothing to load first, too.
netns_environment() {
  _netns_given=
  if [ -r /proc/self/environ ]; then
    { _netns_given=$(ulimit -Sn || echo; LC_ALL=C tr '\0\n' '\n\001'); } </proc/self/environ
  fi
  _netns_limit=${_netns_given%%[!0-9a-z]*}
  _netns_given=${_netns_given#"$_netns_limit"?}
  _netns_locale=$LC_ALL
  LC_ALL=C
  case $_netns_given in
    *=*) [ ${#_netns_given} -lt 100000 ] && export NETNS_ENVIRONMENT="$_netns_given";;
  esac
  LC_ALL=$_netns_locale
}

# `exec`, however short, begins with an e, and so may another object's under the name `ip`; a batch may have it. `monitor`
# may have been started by nohup(1).
# One that the caller has set is no record of ours. bash complains about a locale that is not there at each change.
unset NETNS_ENVIRONMENT
_netns_limit=
case " $*" in
  *" e"*|*" -b"*|*" --b"*)
    netns_environment 2>/dev/null
    netns_all;;
  *)
    case "${0##*/} $*" in
      "ip "*) netns_all;;
      *" m"*) netns_ignored;;
      *) netns_sigpipe;;
    esac;;
esac
export NETNS_INHERITED
exec node "$0" "$@"
