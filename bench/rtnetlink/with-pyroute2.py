"""
with-pyroute2 TASK MILLISECONDS IFINDEX: what is asked of the kernel through pyroute2. It decodes attributes when somebody
looks at them, so all of them are looked at. Writes "FIRST MINIMUM MEDIAN CPU CHECK PEAK", as ours.mjs does.
"""

import resource
import socket
import statistics
import sys
import time

from pyroute2 import IPRoute
from pyroute2.iproute.linux import IPBatch
from pyroute2.netlink import NLMSG_ERROR, nla_slot
from pyroute2.netlink.rtnl.marshal import MarshalRtnl

NSIDS = 2000
ADDRESSES = 1000
# The acknowledgements of so many requests have room in the socket.
BATCH = 100


def look(value):
    if isinstance(value, nla_slot):
        look(value.value)
    elif isinstance(value, dict):
        for attr in value.get("attrs", ()):
            look(attr)
    elif isinstance(value, (list, tuple)):
        for item in value:
            look(item)


def all_of(messages):
    found = list(messages)
    for message in found:
        look(message)
    return found


ipr = IPRoute()
_, task, milliseconds, ifindex = sys.argv
ifindex = int(ifindex)
addresses = [f"198.18.{i >> 8}.{i & 255}" for i in range(ADDRESSES)]


def nsids():
    with open("/proc/self/ns/net") as file:
        return sum(ipr.get_netnsid(fd=file.fileno())["nsid"] is not None for _ in range(NSIDS))


def links():
    return all_of(ipr.get_links())


def routes():
    return all_of(ipr.get_routes(family=socket.AF_INET, table=254))


def add():
    for address in addresses:
        ipr.addr("add", index=ifindex, address=address, mask=32)
    return ADDRESSES


def add_batch():
    done = 0
    for at in range(0, ADDRESSES, BATCH):
        batch = IPBatch()
        some = addresses[at : at + BATCH]
        for address in some:
            batch.addr("add", index=ifindex, address=address, mask=32)
        ipr.sendto(batch.batch, (0, 0))
        left = len(some)
        while left > 0:
            for message in MarshalRtnl().parse(ipr.recv(65536)):
                if message["header"]["error"] is not None:
                    raise message["header"]["error"]
                if message["header"]["type"] == NLMSG_ERROR:
                    left -= 1
        done += len(some)
    return done


def remove():
    for address in addresses:
        ipr.addr("del", index=ifindex, address=address, mask=32)


tasks = {
    "nsids": (nsids, int, None),
    "links": (links, len, None),
    "routes": (routes, lambda found: sum(route["dst_len"] == 24 for route in found), None),
    "addresses": (add, int, remove),
    "addresses-batch": (add_batch, int, remove),
}

run, check, after = tasks[task]
times = []
cpus = []
end = time.perf_counter() + float(milliseconds) / 1000
while True:
    found = None
    before, start = time.process_time_ns(), time.perf_counter_ns()
    found = run()
    times.append(time.perf_counter_ns() - start)
    cpus.append(time.process_time_ns() - before)
    if after is not None:
        after()
    if time.perf_counter() > end:
        break
count = check(found)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(*(value / count for value in (times[0], min(times), statistics.median(times), min(cpus))), count, peak)
