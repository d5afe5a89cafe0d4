# Completion of netns(1) for bash 4.4 and later. How to load it is in the package's README.md, "Completions".
# shellcheck shell=bash

# In the order in which netns compares: a shortened word means the first one that it is the beginning of. Only these
# may be shortened; the others (-4, -6, -0, -M, -B, -echo) have no argument and need no knowledge here.
_netns_options=(-loops -family -human -iec -stats -details -resolve -oneline -timestamp -tshort -Version -force -batch
  -brief -json -pretty -rcvbuf -color -help -netns -Numeric -all)
_netns_commands=(list show lst list-id help add set delete identify pids exec monitor attach)

# What the words are: $words up to the cursor as they are typed, and where each begins in COMP_WORDS ($starts), which
# bash splits at `:`, `=` and `@` too (COMP_WORDBREAKS).
_netns_words() {
  local line=${COMP_LINE:0:COMP_POINT} blank word i
  for ((i = 0; i <= COMP_CWORD; i++)); do
    blank=${line%%[![:space:]]*}
    line=${line#"$blank"}
    if ((i == 0)) || [[ $blank ]]; then
      words+=("")
      starts+=("$i")
    fi
    # Of the last one only what is before the cursor.
    ((i == COMP_CWORD)) && word=$line || word=${COMP_WORDS[i]}
    words[-1]+=$word
    line=${line:${#word}}
  done
}

# $1: a word; the others: what it may be the beginning of. Leaves the first that fits in $found.
_netns_find() {
  local candidate
  found=
  for candidate in "${@:2}"; do
    if [[ $candidate == "$1"* ]]; then
      found=$candidate
      return
    fi
  done
}

# Leaves the last parts of all paths in $1 that match the pattern $2 in $found, whatever bytes are in them.
_netns_entries() {
  mapfile -d '' -t found < <(
    # This first: it switches dotglob off.
    unset GLOBIGNORE
    shopt -s nullglob dotglob
    shopt -u failglob
    set +f
    entries=("$1"/$2)
    ((${#entries[@]})) && printf '%s\0' "${entries[@]##*/}"
  )
}

# Offers those of the words given that begin with the one at the cursor, quoted in the way that one is begun.
_netns_offer() {
  local candidate quoted before=${current%"$replaced"}
  for candidate; do
    case $current in
      \'*) quoted="'${candidate//\'/\'\\\'\'}" ;;
      \"*)
        quoted=${candidate//\\/\\\\}
        quoted=${quoted//\"/\\\"}
        quoted=${quoted//\$/\\\$}
        quoted=\"${quoted//\`/\\\`}
        ;;
      *) printf -v quoted %q "$candidate" ;;
    esac
    # Inside of quotes there is no way to write them.
    [[ $quoted == [\'\"]* && $candidate == *[[:cntrl:]]* ]] && continue
    [[ $quoted == "$current"* || ${candidate//\\/} == "${current//\\/}"* ]] || continue
    # Only what is behind the last `:`, `=` or quote is replaced.
    [[ $quoted == "$before"* ]] && COMPREPLY+=("${quoted#"$before"}")
  done
}

_netns_names() {
  _netns_entries "${NETNS_RUN_DIR:-/var/run/netns}" '*'
  _netns_offer "${found[@]}"
}

_netns_pids() {
  _netns_entries "${NETNS_PROC_DIR:-/proc}" '[0-9]*'
  _netns_offer "${found[@]}"
}

# What is behind `exec NAME` is a command line of its own, which begins at $1 in COMP_WORDS.
_netns_command_line() {
  if declare -F _comp_command_offset >/dev/null; then
    _comp_command_offset "$1"
  elif declare -F _command_offset >/dev/null; then
    _command_offset "$1"
  else
    _netns_plain_command_line "$1"
  fi
}

# Without the package bash-completion: commands, then what the command's own function says, otherwise files.
_netns_plain_command_line() {
  local command=${COMP_WORDS[$1]} i
  if (($1 == COMP_CWORD)); then
    [[ $current == */* ]] || mapfile -t COMPREPLY < <(compgen -c -- "$current" | sort -u)
    compopt -o default
    return
  fi
  if [[ $(complete -p -- "$command" 2>/dev/null) =~ \ -F\ ([^ ]+) ]]; then
    local COMP_LINE=$COMP_LINE COMP_POINT=$COMP_POINT COMP_CWORD=$((COMP_CWORD - $1)) all=$COMP_LINE
    for ((i = 0; i < $1; i++)); do COMP_LINE=${COMP_LINE#*"${COMP_WORDS[i]}"}; done
    COMP_LINE=${COMP_LINE#"${COMP_LINE%%[![:space:]]*}"}
    COMP_POINT=$((COMP_POINT - ${#all} + ${#COMP_LINE}))
    local COMP_WORDS=("${COMP_WORDS[@]:$1}")
    "${BASH_REMATCH[1]}" "$command" "$replaced" "${COMP_WORDS[COMP_CWORD - 1]}"
    return
  fi
  compopt -o bashdefault -o default
}

# The value of an option: $1 is the option in full.
_netns_value() {
  case $1 in
    -netns) _netns_names ;;
    -batch) compopt -o default ;;
    -family) _netns_offer inet inet6 link bridge mpls ;;
  esac
}

_netns_keywords() {
  local keyword
  # Behind a keyword stands its number.
  [[ ${words[-2]} == @(nsid|target-nsid) ]] && return
  for keyword in target-nsid nsid; do
    [[ " ${words[*]:$1} " == *" $keyword "* ]] || _netns_offer "$keyword"
  done
}

_netns() {
  local words=() starts=() found current replaced=$2 last all= options=yes option word i=1 dash=
  local IFS=$' \t\n'
  COMPREPLY=()
  _netns_words
  current=${words[-1]}
  last=$((${#words[@]} - 1))

  while ((i < last)) && [[ ${words[i]} == -* && $options ]]; do
    word=${words[i++]}
    if [[ $word == -- ]]; then
      options=
      continue
    fi
    [[ $word == --* ]] && word=${word#-}
    _netns_find "$word" "${_netns_options[@]}"
    option=$found
    case $option in
      -all) all=yes ;;
      -loops | -family | -batch | -rcvbuf | -netns)
        if ((i == last)); then
          _netns_value "$option"
          return
        fi
        ((i++))
        ;;
    esac
  done

  if ((i >= last)); then
    if [[ $options && $current == -* ]]; then
      [[ $current == --* ]] && dash=-
      # Those that mean something for namespaces; the others are for scripts.
      for option in -all -batch -force -help -json -netns -pretty -timestamp -tshort -Version; do
        _netns_offer "$dash$option"
      done
    else
      _netns_offer list list-id help add set delete identify pids exec monitor attach
    fi
    return
  fi

  _netns_find "${words[i]}" "${_netns_commands[@]}"
  case $found${all:+-all}/$((last - i)) in
    delete/1 | set/1 | pids/1 | exec/1 | pids-all/1 | set-all/1) _netns_names ;;
    set/2 | set-all/2) _netns_offer auto ;;
    identify/1 | identify-all/1 | attach/2 | attach-all/2) _netns_pids ;;
    help/1 | help-all/1) _netns_offer list list-id help add set delete identify pids exec monitor attach ;;
    list-id/* | list-id-all/*) _netns_keywords "$((i + 1))" ;;
    exec-all/*) _netns_command_line "${starts[i + 1]}" ;;
    exec/*) _netns_command_line "${starts[i + 2]}" ;;
  esac
}

complete -F _netns netns
