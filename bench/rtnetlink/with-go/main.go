// with-go TASK MILLISECONDS IFINDEX: what is asked of the kernel through github.com/vishvananda/netlink. Writes
// "FIRST MINIMUM MEDIAN CPU CHECK PEAK", as ours.mjs does. The handle keeps its socket: without one the package opens a socket
// for each request.
package main

import (
	"fmt"
	"math"
	"net"
	"os"
	"sort"
	"strconv"
	"time"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"
)

const (
	nsids     = 2000
	addresses = 1000
)

// What a pass has found is kept until the next one, as a caller would keep it.
var kept interface{}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

type task struct {
	pass  func()
	check func() int
	after func()
}

func nsidTask(handle *netlink.Handle) task {
	file, err := os.Open("/proc/self/ns/net")
	must(err)
	fd, found := int(file.Fd()), 0
	pass := func() {
		found = 0
		for i := 0; i < nsids; i++ {
			nsid, err := handle.GetNetNsIdByFd(fd)
			must(err)
			if nsid >= 0 {
				found++
			}
		}
	}
	return task{pass: pass, check: func() int { kept = file; return found }}
}

func linkTask(handle *netlink.Handle) task {
	var found []netlink.Link
	pass := func() {
		var err error
		found, err = handle.LinkList()
		must(err)
		kept = found
	}
	return task{pass: pass, check: func() int { return len(found) }}
}

func routeTask(handle *netlink.Handle) task {
	var found []netlink.Route
	pass := func() {
		var err error
		found, err = handle.RouteList(nil, netlink.FAMILY_V4)
		must(err)
		kept = found
	}
	check := func() int {
		ours := 0
		for _, route := range found {
			if route.Dst != nil {
				if length, _ := route.Dst.Mask.Size(); length == 24 {
					ours++
				}
			}
		}
		return ours
	}
	return task{pass: pass, check: check}
}

func addressTask(handle *netlink.Handle, index int) task {
	link, err := handle.LinkByIndex(index)
	must(err)
	list := make([]*netlink.Addr, addresses)
	for i := range list {
		ip := net.IPv4(198, 18, byte(i>>8), byte(i))
		list[i] = &netlink.Addr{IPNet: &net.IPNet{IP: ip, Mask: net.CIDRMask(32, 32)}}
	}
	pass := func() {
		for _, address := range list {
			must(handle.AddrAdd(link, address))
		}
	}
	after := func() {
		for _, address := range list {
			must(handle.AddrDel(link, address))
		}
	}
	return task{pass: pass, check: func() int { return len(list) }, after: after}
}

func find(name string, handle *netlink.Handle) task {
	switch name {
	case "nsids":
		return nsidTask(handle)
	case "links":
		return linkTask(handle)
	case "routes":
		return routeTask(handle)
	case "addresses":
		index, err := strconv.Atoi(os.Args[3])
		must(err)
		return addressTask(handle, index)
	}
	panic("no task " + name)
}

func used() unix.Rusage {
	var usage unix.Rusage
	must(unix.Getrusage(unix.RUSAGE_SELF, &usage))
	return usage
}

func cpu() float64 {
	usage := used()
	return float64(usage.Utime.Nano() + usage.Stime.Nano())
}

func main() {
	handle, err := netlink.NewHandle(unix.NETLINK_ROUTE)
	must(err)
	chosen := find(os.Args[1], handle)
	milliseconds, err := strconv.ParseFloat(os.Args[2], 64)
	must(err)
	var times []float64
	least := math.Inf(1)
	end := time.Now().Add(time.Duration(milliseconds * 1e6))
	for len(times) < 3 || time.Now().Before(end) {
		before, start := cpu(), time.Now()
		chosen.pass()
		times = append(times, float64(time.Since(start).Nanoseconds()))
		least = math.Min(least, cpu()-before)
		if chosen.after != nil {
			chosen.after()
		}
	}
	count := float64(chosen.check())
	first := times[0]
	sort.Float64s(times)
	usage := used()
	fmt.Println(first/count, times[0]/count, times[len(times)/2]/count, least/count, count, usage.Maxrss)
}
