export const serveUsage = `Usage: netns-monitor serve [options]

Serves a page that shows the network namespaces as they are and as they change,
and the same for programs, until it is ended by a signal.

Where
  --listen WHERE   HOST:PORT, [IPV6]:PORT or unix:PATH (127.0.0.1:7788);
                   port 0: one that is free
  --allow-remote   WHERE may be reached by other machines: with --token-file only
  --token-file FILE
                   who wants to see anything has to have the token in FILE
  --host NAME[:PORT]
                   the server is called so in URLs, too; may be given several times

What is shown
  --kind LIST      names, and these kinds only: nsid,link,address,route,nexthop,
                   rule,neighbor,fdb (all)
  --namespace NAME this namespace only, and no ids; may be given several times
  --no-own         not what is in the namespace that it runs in
  --all-nsid       the ids in other namespaces as well: in all that have an id here

How
  --history BYTES  what is kept for clients that are slow or come back (4194304)
  --heartbeat SECONDS
                   between signs of life to clients (15)
  --request-timeout SECONDS
                   for a request to arrive (30)
  --receive-buffer BYTES
                   room in the kernel for the events of each namespace (1048576)
  --version        print the version
  --help           print this

NETNS_RUN_DIR    where names are kept (default /var/run/netns)
LISTEN_FDS       a socket that a service manager passes is served in place of --listen
`;
