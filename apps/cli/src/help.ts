/** What `netns help NAME` prints for each subcommand, by its full name. Loaded only then. */
export const helpTexts: ReadonlyMap<string, string> = new Map(
  Object.entries({
    list: `Usage: netns list

Names, in the order of the directory, each with its id where it has one as seen from here. What is not a network
namespace is listed too, and a line on standard error says what it is. Without a subcommand, netns lists. Also: show,
lst.

Options: -json (-pretty): [{"name":"blue","id":7}]
Status:  0
Example: netns -j list | jq -r '.[].name'
`,
    "list-id": `Usage: netns list-id [target-nsid NUMBER] [nsid NUMBER]

The ids that this network namespace has for others, and the names of those that have one. With target-nsid, the ids
that the namespace with that id has for others, beside ours for the same ones. With nsid, only this id.

Options: -json (-pretty): [{"nsid":7,"name":"blue"}]; with target-nsid also "current-nsid"
         -netns NAME: seen from there
Status:  0; 1 the kernel refuses the list; 2 it refuses the single id; 255 what was typed cannot be understood
Example: netns -n blue list-id
`,
    help: `Usage: netns help [SUBCOMMAND]

What there is, on standard error; with a subcommand, shortened or not, what that does, on standard output.

Status:  0 with a subcommand; 255 without, or with an unknown one
Example: netns help exec
`,
    add: `Usage: netns add NAME

Makes a network namespace and keeps it under a name until that is deleted. Its loopback device is down. The run
directory is made where it is missing.

Options: -json: [{"name":"blue"}]
Status:  0; 1 it could not be made: the name is taken, or a right is missing; 255 that is no name
Example: netns add blue && netns exec blue ip link set lo up
`,
    set: `Usage: netns set NAME auto|NUMBER

Gives a namespace an id, by which this network namespace knows it: that number, or with auto the lowest that is free.
An id stays as long as the namespace and cannot be changed.

Options: -json: [{"name":"blue","id":7}]
         -netns OTHER: an id in OTHER's table
Status:  0; 1 there is no such name; 2 the kernel refuses: an id is there already, or the number is taken;
         255 that is no number
Example: netns set blue auto
`,
    delete: `Usage: netns delete NAME
       netns -all delete

Removes a name, or all. The namespace itself ends when nothing uses it any more: no process, no other name, no open
file. A stale file, under which there is no namespace, is removed as well. With -all a failure does not stop it.

Options: -json: [{"name":"blue"}], what was removed
Status:  0; 1 it could not be removed, or with -all one of them; 255 that is no name
Example: netns -all delete
`,
    identify: `Usage: netns identify [PID]

The names of the network namespace that a process is in, each on a line of its own; an empty line when it has none.
Without PID, of the one that netns runs in.

Options: -json (-pretty): [{"name":"blue"}], or []
Status:  0; 1 there is no such process, or it may not be looked at
Example: netns identify $$
`,
    pids: `Usage: netns pids NAME

The processes in a network namespace, each on a line of its own. Those of other users are shown to root only.

Options: -json (-pretty): [{"pid":4242}]
Status:  0; 1 there is no such name; 255 that is no name
Example: netns pids blue | xargs -r kill
`,
    exec: `Usage: netns exec NAME COMMAND [ARGUMENT]...
       netns -all exec COMMAND [ARGUMENT]...

Becomes the command, in a network namespace, and in mounts of its own: /sys shows the namespace, and each file in
/etc/netns/NAME covers its counterpart in /etc. All words behind NAME are the command's. With -all the command runs in
one namespace after the other, behind a line with the name.

Status:  the command's own; 1 it is not found or cannot be run; 255 the namespace cannot be entered.
         With -all 0, whatever the commands return
Example: netns exec blue ip -brief address
`,
    monitor: `Usage: netns monitor

A line for each name that comes (add NAME) or goes (delete NAME), as it happens, until a signal ends it.

Options: -json: an object on each line, {"event":"add","name":"blue"}; with -timestamp also "time"
Status:  1 the run directory cannot be watched
Example: netns -j -t monitor
`,
    attach: `Usage: netns attach NAME PID

Gives a name to the network namespace that a process is in, which keeps it until the name is deleted.

Options: -json: [{"name":"blue"}]
Status:  0; 1 there is no such process, the name is taken, or a right is missing; 255 that is no name
Example: netns attach mine $$
`,
  }),
);
