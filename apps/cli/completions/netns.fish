# Completion of netns(1) for fish 3.1 and later. How to load it is in the package's README.md, "Completions".

# In the order in which netns compares: a shortened word means the first one that it is the beginning of. Only these
# may be shortened; the others (-4, -6, -0, -M, -B, -echo) have no argument and need no knowledge here.
function __netns_find_option
    for option in -loops -family -human -iec -stats -details -resolve -oneline -timestamp -tshort -Version -force \
            -batch -brief -json -pretty -rcvbuf -color -help -netns -Numeric -all
        __netns_begins $option $argv[1]; and echo $option; and return
    end
end

function __netns_find_command
    for name in list show lst list-id help add set delete identify pids exec monitor attach
        __netns_begins $name $argv[1]; and echo $name; and return
    end
end

# Whether the first word begins with the second.
function __netns_begins
    string match -qr -- '^'(string escape --style=regex -- $argv[2]) $argv[1]
end

# Candidates end in NUL, so that a name may hold a line end; a TAB would begin its description, so not that.
function __netns_names
    set -l directory /var/run/netns
    test -n "$NETNS_RUN_DIR"; and set directory $NETNS_RUN_DIR
    set -l paths $directory/{*,.*}
    set -l names (string replace -r '^.*/' '' -- $paths | string match -v -- '*'\t'*')
    if test (count $names) -eq (count $paths)
        set -q names[1]; and printf '%s\0' $names
        return
    end
    # One by one, because of a line end or a TAB in some of them.
    for path in $paths
        set -l name (string replace -r '^.*/' '' -- $path | string collect)
        string match -q -- '*'\t'*' $name; or printf '%s\0' $name
    end
end

function __netns_pids
    set -l directory /proc
    test -n "$NETNS_PROC_DIR"; and set directory $NETNS_PROC_DIR
    for process in (string match -r '^.*/\d+$' -- $directory/*)
        set -l comm
        # A process says itself what it is called.
        read comm 2>/dev/null <$process/comm
        printf '%s\t%s\0' (string replace -r '.*/' '' -- $process) (string replace -ra '[[:cntrl:]]' '?' -- "$comm")
    end
end

function __netns_commands
    printf '%s\t%s\0' \
        list 'names, with their ids' \
        list-id 'ids, and whose they are' \
        help 'what there is, and what a subcommand does' \
        add 'a new network namespace' \
        set 'give an id' \
        delete 'remove a name' \
        identify 'names of the namespace that a process is in' \
        pids 'processes in a namespace' \
        exec 'run a command in a namespace' \
        monitor 'names as they come and go' \
        attach 'a name for the namespace that a process is in'
end

# Those that mean something for namespaces; the others are for scripts. $argv[1]: one more dash, or nothing.
function __netns_options
    printf "$argv[1]%s\t%s\0" \
        -all 'every name, for delete and exec' \
        -batch 'subcommands from a file, one a line' \
        -force 'batch: go on after a failure' \
        -help 'what there is' \
        -json JSON \
        -netns 'enter a namespace first' \
        -pretty 'JSON for people' \
        -timestamp 'monitor: with the time' \
        -tshort 'monitor: with the time' \
        -Version 'name and version'
end

function __netns_value
    switch $argv[1]
        case -netns
            __netns_names
        case -batch
            __netns_lines __fish_complete_path (commandline -ct)
        case -family
            printf '%s\0' inet inet6 link bridge mpls
    end
end

# The lines that a command prints, as candidates.
function __netns_lines
    set -l lines ($argv)
    set -q lines[1]; and printf '%s\0' $lines
end

# The words between `list-id` and the cursor.
function __netns_keywords
    contains -- "$argv[-1]" nsid target-nsid; and return
    for keyword in target-nsid nsid
        contains -- $keyword $argv; or printf '%s\0' $keyword
    end
end

# What is behind `exec NAME` is a command line of its own: its words before the cursor.
function __netns_command_line
    __netns_lines complete -C (string join ' ' -- (string escape -- $argv) (commandline -ct))
end

function __netns_complete
    set -l words (commandline -opc)
    # VARIABLE=value in front of the command.
    while string match -qr '^[A-Za-z_]\w*=' -- $words[1]
        set -e words[1]
    end
    set -e words[1]
    set -l all
    set -l ended
    while set -q words[1]; and string match -q -- '-*' $words[1]
        set -l word $words[1]
        set -e words[1]
        if test "$word" = --
            set ended yes
            break
        end
        set -l option (__netns_find_option (string replace -r '^--' - -- $word))
        switch "$option"
            case -all
                set all -all
            case -loops -family -batch -rcvbuf -netns
                if not set -q words[1]
                    __netns_value $option
                    return
                end
                set -e words[1]
        end
    end

    if not set -q words[1]
        set -l current (commandline -ct)
        if test -z "$ended"; and string match -q -- '-*' $current
            __netns_options (string match -r '^-(?=-)' -- $current)
        else
            __netns_commands
        end
        return
    end

    set -l command (__netns_find_command $words[1])
    set -e words[1]
    switch "$command$all/"(count $words)
        case delete/0 set/0 pids/0 exec/0 set-all/0 pids-all/0
            __netns_names
        case set/1 set-all/1
            printf '%s\t%s\0' auto 'a number that is free'
        case identify/0 identify-all/0 attach/1 attach-all/1
            __netns_pids
        case help/0 help-all/0
            __netns_commands
        case 'list-id/*' 'list-id-all/*'
            __netns_keywords $words
        case 'exec-all/*'
            __netns_command_line $words
        case 'exec/*'
            __netns_command_line $words[2..-1]
    end
end

complete -c netns -f -a '(__netns_complete | string split0)'
