/**
 * Attributes of tunnels that two tests give: kinds/tunnels.ts by requests, from which every attribute comes back, and
 * verbs/link/oracle/tunnels.ts by verbs, beside ip(8). Each adds what stands beneath, and what the other cannot say.
 */

// GRE's bits on the wire: checksum, key, sequence numbers.
const ALL = 0xb000;
export const KEY_AND_SEQUENCE = 0x3000;

export const fou = { what: "CONFIG_NET_FOU_IP_TUNNELS", without: "EINVAL", module: "fou" };
export const fou6 = { what: "CONFIG_IPV6_FOU_TUNNEL", without: "EINVAL", module: "fou6" };
export const encap = { encapType: 1, encapFlags: 1, encapSport: 1234, encapDport: 5678 };
export const v4 = { local: "192.0.2.1", remote: "192.0.2.2" };
export const v6 = { local: "2001:db8::1", remote: "2001:db8::2" };

/** Set by the kernel, for ends that are not local ones: it can send from and receive at these. */
export const CAPABLE = 0x30000;

export const gre4 = {
  iflags: ALL,
  oflags: ALL,
  ikey: 1,
  okey: 2,
  ...v4,
  ttl: 64,
  tos: 0x10,
  pmtudisc: 1,
  fwmark: 0x55,
};

export const gre6 = {
  iflags: ALL,
  oflags: ALL,
  ikey: 5,
  okey: 6,
  ...v6,
  ttl: 64,
  encapLimit: 4,
  flowinfo: 0x02012345,
  flags: 0x10,
  fwmark: 9,
};

export const erspan4 = {
  iflags: KEY_AND_SEQUENCE,
  oflags: KEY_AND_SEQUENCE,
  ikey: 100,
  okey: 100,
  ...v4,
  ttl: 64,
  tos: 0x10,
  pmtudisc: 1,
  fwmark: 7,
  erspanVer: 1,
  erspanIndex: 123,
};

export const mirror4 = {
  iflags: KEY_AND_SEQUENCE,
  oflags: KEY_AND_SEQUENCE,
  ikey: 101,
  okey: 101,
  ...v4,
  ttl: 0,
  erspanVer: 2,
  erspanDir: 1,
  erspanHwid: 0x17,
};

export const erspan6 = {
  iflags: KEY_AND_SEQUENCE,
  oflags: KEY_AND_SEQUENCE,
  ikey: 7,
  okey: 7,
  ...v6,
  ttl: 64,
  encapLimit: 4,
  flowinfo: 0x02012345,
  fwmark: 9,
  erspanVer: 1,
  erspanIndex: 99,
};

export const mirror6 = {
  iflags: KEY_AND_SEQUENCE,
  oflags: KEY_AND_SEQUENCE,
  ikey: 8,
  okey: 8,
  ...v6,
  erspanVer: 2,
  erspanDir: 1,
  erspanHwid: 7,
};

export const ipip = {
  ...v4,
  ttl: 64,
  tos: 0x10,
  proto: 4,
  pmtudisc: 1,
  fwmark: 0x10,
};

export const isatap = {
  ...v4,
  ttl: 64,
  tos: 0x10,
  flags: 1,
  proto: 41,
  pmtudisc: 1,
  fwmark: 3,
};

export const sixRd = {
  local: "192.0.2.5",
  sixRdPrefix: "2001:db8::",
  sixRdPrefixlen: 32,
  sixRdRelayPrefix: "10.0.0.0",
  sixRdRelayPrefixlen: 8,
};

export const ip6tnl = {
  ...v6,
  ttl: 64,
  encapLimit: 4,
  flowinfo: 0x02012345,
  proto: 41,
  fwmark: 3,
};

export const vti4 = {
  ikey: 1,
  okey: 2,
  ...v4,
  fwmark: 0x99,
};

export const vti6 = {
  ikey: 3,
  okey: 4,
  ...v6,
  fwmark: 7,
};
