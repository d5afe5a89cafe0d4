"""
with-pyroute2 TASK MEASURE FILE MILLISECONDS: what pyroute2 does with a dump that it has received. It decodes attributes
when somebody looks at them, so all of them are looked at. Writes "MINIMUM MEDIAN CHECK", as ours.mjs does.
"""

import statistics
import sys
import time

from pyroute2.netlink import nla_slot
from pyroute2.netlink.rtnl.marshal import MarshalRtnl


def look(value):
    if isinstance(value, nla_slot):
        look(value.value)
    elif isinstance(value, dict):
        for attr in value.get("attrs", ()):
            look(attr)
    elif isinstance(value, (list, tuple)):
        for item in value:
            look(item)


def pass_over(dump):
    found = MarshalRtnl().parse(dump)
    for message in found:
        look(message)
        if message["header"]["error"] is not None:
            raise message["header"]["error"]
    return found


_, task, measure, file, milliseconds = sys.argv
with open(file, "rb") as opened:
    dump = opened.read()
times = []
end = time.perf_counter() + float(milliseconds) / 1000
while True:
    start = time.perf_counter_ns()
    count = len(pass_over(dump))
    times.append((time.perf_counter_ns() - start) / count)
    if measure == "cold" or (time.perf_counter() > end and len(times) >= 2):
        break
print(min(times), statistics.median(times), count)
