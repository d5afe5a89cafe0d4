// with-go TASK MEASURE FILE MILLISECONDS: what github.com/vishvananda/netlink does with a dump that it has received, and
// to a request before it sends it. Writes "MINIMUM MEDIAN CHECK", as ours.mjs does.
package main

import (
	"fmt"
	"net"
	"os"
	"runtime"
	"sort"
	"strconv"
	"syscall"
	"time"
	_ "unsafe" // for go:linkname

	"github.com/vishvananda/netlink"
	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"
)

// These are not exported, but they are what AddrList, RouteList and LinkAdd spend their time in.

//go:linkname parseAddr github.com/vishvananda/netlink.parseAddr
func parseAddr(m []byte) (addr netlink.Addr, family int, err error)

//go:linkname deserializeRoute github.com/vishvananda/netlink.deserializeRoute
func deserializeRoute(m []byte) (netlink.Route, error)

//go:linkname addVxlanAttrs github.com/vishvananda/netlink.addVxlanAttrs
func addVxlanAttrs(vxlan *netlink.Vxlan, linkInfo *nl.RtAttr)

const requests = 1000

var native = nl.NativeEndian()

// The results of a pass are kept until the next one, as a caller would keep them.
var kept interface{}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// messages does what NetlinkSocket.Receive does behind the system call.
func messages(dump []byte) []syscall.NetlinkMessage {
	found, err := syscall.ParseNetlinkMessage(dump)
	must(err)
	return found
}

func links(dump []byte) int {
	var found []netlink.Link
	for _, m := range messages(dump) {
		link, err := netlink.LinkDeserialize(nil, m.Data)
		must(err)
		found = append(found, link)
	}
	kept = found
	return len(found)
}

func routes(dump []byte) int {
	var found []netlink.Route
	for _, m := range messages(dump) {
		route, err := deserializeRoute(m.Data)
		must(err)
		found = append(found, route)
	}
	kept = found
	return len(found)
}

func addresses(dump []byte) int {
	var found []netlink.Addr
	for _, m := range messages(dump) {
		addr, _, err := parseAddr(m.Data)
		must(err)
		found = append(found, addr)
	}
	kept = found
	return len(found)
}

func neighbors(dump []byte) int {
	var found []netlink.Neigh
	for _, m := range messages(dump) {
		neigh, err := netlink.NeighDeserialize(m.Data)
		must(err)
		found = append(found, *neigh)
	}
	kept = found
	return len(found)
}

// nsids is the loop of getNetNsId, the only place that reads these messages; there is no list of them.
func nsids(dump []byte) int {
	var found []int
	for _, m := range messages(dump) {
		msg := nl.DeserializeRtGenMsg(m.Data)
		attrs, err := nl.ParseRouteAttr(m.Data[msg.Len():])
		must(err)
		for _, attr := range attrs {
			switch attr.Attr.Type {
			case netlink.NETNSA_NSID:
				found = append(found, int(int32(native.Uint32(attr.Value))))
			}
		}
	}
	kept = found
	return len(found)
}

type three struct {
	index int32
	name  string
	mtu   uint32
}

// threes is what a program does that only wants to know which links there are, and knows the package's lower half.
func threes(dump []byte) int {
	var found []three
	for _, m := range messages(dump) {
		msg := nl.DeserializeIfInfomsg(m.Data)
		attrs, err := nl.ParseRouteAttr(m.Data[msg.Len():])
		must(err)
		link := three{index: msg.Index}
		for _, attr := range attrs {
			switch attr.Attr.Type {
			case unix.IFLA_IFNAME:
				link.name = string(attr.Value[:len(attr.Value)-1])
			case unix.IFLA_MTU:
				link.mtu = native.Uint32(attr.Value)
			}
		}
		found = append(found, link)
	}
	kept = found
	return len(found)
}

var (
	local   = net.IPv4(192, 0, 2, 1)
	group   = net.IPv4(239, 1, 1, 1)
	network = net.IPNet{IP: net.IPv4(10, 1, 0, 0), Mask: net.CIDRMask(16, 32)}
)

const create = unix.NLM_F_CREATE | unix.NLM_F_EXCL | unix.NLM_F_ACK

// linkRequest is what LinkAdd does of its own for a vxlan, up to the system call.
func linkRequest() []byte {
	attrs := netlink.NewLinkAttrs()
	attrs.Name = "vxlan100"
	attrs.MTU = 1450
	link := &netlink.Vxlan{
		LinkAttrs: attrs, VxlanId: 100, VtepDevIndex: 2, SrcAddr: local, Group: group, TTL: 64, Learning: true, Port: 4789,
	}
	req := nl.NewNetlinkRequest(unix.RTM_NEWLINK, create)
	req.AddData(nl.NewIfInfomsg(unix.AF_UNSPEC))
	req.AddData(nl.NewRtAttr(unix.IFLA_IFNAME, nl.ZeroTerminated(link.Name)))
	req.AddData(nl.NewRtAttr(unix.IFLA_MTU, nl.Uint32Attr(uint32(link.MTU))))
	linkInfo := nl.NewRtAttr(unix.IFLA_LINKINFO, nil)
	linkInfo.AddRtAttr(nl.IFLA_INFO_KIND, nl.NonZeroTerminated(link.Type()))
	addVxlanAttrs(link, linkInfo)
	req.AddData(linkInfo)
	return req.Serialize()
}

// routeRequest is what RouteAdd does of its own for a gateway, up to the system call.
func routeRequest() []byte {
	route := &netlink.Route{Dst: &network, Gw: local, LinkIndex: 2}
	req := nl.NewNetlinkRequest(unix.RTM_NEWROUTE, create)
	msg := nl.NewRtMsg()
	length, _ := route.Dst.Mask.Size()
	msg.Dst_len = uint8(length)
	msg.Family = uint8(nl.GetIPFamily(route.Dst.IP))
	attrs := []*nl.RtAttr{
		nl.NewRtAttr(unix.RTA_DST, route.Dst.IP.To4()),
		nl.NewRtAttr(unix.RTA_GATEWAY, route.Gw.To4()),
	}
	req.AddData(msg)
	for _, attr := range attrs {
		req.AddData(attr)
	}
	b := make([]byte, 4)
	native.PutUint32(b, uint32(route.LinkIndex))
	req.AddData(nl.NewRtAttr(unix.RTA_OIF, b))
	return req.Serialize()
}

// encoding makes a task of a request; its check is the request's length.
func encoding(request func() []byte) func([]byte) int {
	return func([]byte) int {
		made := make([][]byte, requests)
		for i := range made {
			made[i] = request()
		}
		kept = made
		return len(made)
	}
}

var tasks = map[string]func(dump []byte) int{
	"links": links, "routes": routes, "addresses": addresses, "neighbors": neighbors, "nsids": nsids, "three": threes,
	"encode-link": encoding(linkRequest), "encode-route": encoding(routeRequest),
}

func main() {
	pass, measure := tasks[os.Args[1]], os.Args[2]
	milliseconds, err := strconv.ParseFloat(os.Args[4], 64)
	must(err)
	var dump []byte
	if os.Args[3] != "" {
		dump, err = os.ReadFile(os.Args[3])
		must(err)
	}
	if measure == "alloc" {
		pass(dump)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		count := pass(dump)
		runtime.ReadMemStats(&after)
		bytes := float64(after.TotalAlloc-before.TotalAlloc) / float64(count)
		fmt.Println(bytes, bytes, count)
		return
	}
	var times []float64
	var count int
	end := time.Now().Add(time.Duration(milliseconds * 1e6))
	for {
		start := time.Now()
		count = pass(dump)
		times = append(times, float64(time.Since(start).Nanoseconds())/float64(count))
		if measure == "cold" || (time.Now().After(end) && len(times) >= 3) {
			break
		}
	}
	sort.Float64s(times)
	if made, ok := kept.([][]byte); ok {
		count = len(made[0])
	}
	fmt.Println(times[0], times[len(times)/2], count)
}
