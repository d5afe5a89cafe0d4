/**
 * Attributes of overlays that two tests give: kinds/overlays.ts by requests, from which every attribute comes back, and
 * verbs/link/oracle/overlays.ts by verbs, beside ip(8). Each adds what stands beneath, and what the other cannot say.
 */

export const vxlan4 = {
  id: 100,
  group: "192.0.2.9",
  local: "192.0.2.1",
  ttl: 64,
  tos: 0x20,
  learning: 0,
  ageing: 600,
  limit: 5000,
  portRange: { low: 32768, high: 40000 },
  proxy: 1,
  rsc: 1,
  l2miss: 1,
  l3miss: 1,
  port: 4790,
  udpCsum: 1,
  remcsumTx: 1,
  remcsumRx: 1,
  gbp: true as const,
  df: 1,
};

export const vxlan6 = {
  id: 101,
  group6: "2001:db8::2",
  local6: "2001:db8::1",
  port: 4791,
  udpZeroCsum6Tx: 1,
  udpZeroCsum6Rx: 1,
  label: 0x12345,
  ttlInherit: true as const,
};

export const geneve4 = {
  id: 1000,
  remote: "192.0.2.9",
  ttl: 32,
  tos: 0x10,
  port: 6085,
  udpCsum: 1,
  df: 1,
};

export const geneve6 = {
  id: 1001,
  remote6: "2001:db8::9",
  label: 0x54321,
  ttlInherit: 1,
  udpZeroCsum6Tx: 1,
  udpZeroCsum6Rx: 1,
};
