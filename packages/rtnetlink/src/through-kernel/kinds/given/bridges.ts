/**
 * Attributes of bridges and bonds that two tests give: kinds/bridges.ts by requests, from which every attribute comes
 * back, and verbs/link/oracle/bridges.ts by verbs, beside ip(8). Each adds what the other cannot say.
 */

export const bridgeWithoutVlans = {
  forwardDelay: 400,
  helloTime: 300,
  maxAge: 1000,
  ageingTime: 20000,
  stpState: 1,
  priority: 4096,
  groupFwdMask: 0x4008,
  groupAddr: "01:80:c2:00:00:05",
  mcastRouter: 2,
  mcastSnooping: 1,
  mcastQueryUseIfaddr: 1,
  mcastQuerier: 1,
  mcastHashMax: 8192,
  mcastLastMemberCnt: 3,
  mcastStartupQueryCnt: 4,
  mcastLastMemberIntvl: 50n,
  mcastMembershipIntvl: 20000n,
  mcastQuerierIntvl: 25000n,
  mcastQueryIntvl: 10000n,
  mcastQueryResponseIntvl: 500n,
  mcastStartupQueryIntvl: 3000n,
  mcastStatsEnabled: 1,
  mcastIgmpVersion: 3,
  mcastMldVersion: 2,
  multiBoolopt: { optval: 1, optmask: 1 },
};

export const bridgeWithVlans = {
  vlanFiltering: 1,
  vlanProtocol: 0x88a8,
  vlanDefaultPvid: 5,
  vlanStatsEnabled: 1,
  vlanStatsPerPort: 1,
  multiBoolopt: { optval: 2, optmask: 2 },
};

export const activeBackup = {
  mode: 1,
  miimon: 100,
  updelay: 200,
  downdelay: 300,
  useCarrier: 1,
  primaryReselect: 1,
  failOverMac: 1,
  resendIgmp: 3,
  numPeerNotif: 2,
  allSlavesActive: 1,
  peerNotifDelay: 400,
  lpInterval: 5,
};

export const arpMonitor = {
  mode: 1,
  arpInterval: 250,
  arpIpTarget: ["192.0.2.1", "192.0.2.2", "198.51.100.7"],
  arpValidate: 3,
  arpAllTargets: 1,
  missedMax: 5,
  nsIp6Target: ["2001:db8::1", "2001:db8::2"],
};

export const lacp = {
  mode: 4,
  miimon: 100,
  xmitHashPolicy: 1,
  minLinks: 1,
  adLacpRate: 1,
  adSelect: 1,
  adActorSysPrio: 1000,
  adUserPortKey: 7,
  adActorSystem: "02:00:00:00:00:aa",
  adLacpActive: 0,
};
