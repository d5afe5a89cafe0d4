/**
 * Attributes of other links that two tests give: kinds/plain.ts by requests, from which every attribute comes back, and
 * verbs/link/oracle/plain.ts by verbs, beside ip(8). Each adds what stands beneath, and what the other cannot say.
 */

export const vlan = {
  id: 100,
  egressQos: { mapping: [{ from: 3, to: 6 }] },
  ingressQos: {
    mapping: [
      { from: 1, to: 2 },
      { from: 7, to: 3 },
    ],
  },
  protocol: 0x88a8,
};

export const macsec = {
  sci: 0x0200000000110001n,
  icvLen: 16,
  cipherSuite: 0x0080c20001000002n,
  window: 32,
  encodingSa: 1,
  encrypt: 1,
  protect: 1,
  incSci: 1,
  es: 0,
  scb: 0,
  replayProtect: 1,
  validation: 1,
};

export const hsr = {
  multicastSpec: 45,
  version: 1,
  protocol: 0,
};

export const amtGateway = {
  mode: 0,
  localIp: "192.0.2.1",
  discoveryIp: "192.0.2.77",
  relayPort: 2268,
  gatewayPort: 2269,
};
