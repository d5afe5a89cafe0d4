import { array } from "../../codec/array.js";
import { attr, attributes } from "../../codec/attributes.js";
import { u16, u32 } from "../../codec/integers.js";
import { nested } from "../../codec/nested.js";
import { enumeration, flagWord } from "../../codec/numbers.js";
import { struct } from "../../codec/struct.js";
import { fixedText } from "../../codec/text.js";

/** struct can_bittiming, linux/can/netlink.h. */
export const canBittiming = struct("can_bittiming", {
  bitrate: u32, // bit/s
  samplePoint: u32, // 1/1000
  tq: u32, // ns
  propSeg: u32, // tq, as are the segments and sjw
  phaseSeg1: u32,
  phaseSeg2: u32,
  sjw: u32,
  brp: u32,
});

/** struct can_bittiming_const, linux/can/netlink.h: what the hardware can do. */
export const canBittimingConst = struct("can_bittiming_const", {
  name: fixedText(16),
  tseg1Min: u32,
  tseg1Max: u32,
  tseg2Min: u32,
  tseg2Max: u32,
  sjwMax: u32,
  brpMin: u32,
  brpMax: u32,
  brpInc: u32,
});

/** struct can_clock, linux/can/netlink.h. */
export const canClock = struct("can_clock", { freq: u32 });

/** CAN_STATE_* from linux/can/netlink.h. */
export const canState = enumeration(u32, {
  CAN_STATE_ERROR_ACTIVE: 0,
  CAN_STATE_ERROR_WARNING: 1,
  CAN_STATE_ERROR_PASSIVE: 2,
  CAN_STATE_BUS_OFF: 3,
  CAN_STATE_STOPPED: 4,
  CAN_STATE_SLEEPING: 5,
});

/** struct can_berr_counter, linux/can/netlink.h. */
export const canBerrCounter = struct("can_berr_counter", { txerr: u16, rxerr: u16 });

/** CAN_CTRLMODE_* from linux/can/netlink.h. */
export const canCtrlmodeFlags = flagWord(u32, {
  CAN_CTRLMODE_LOOPBACK: 0x1,
  CAN_CTRLMODE_LISTENONLY: 0x2,
  CAN_CTRLMODE_3_SAMPLES: 0x4,
  CAN_CTRLMODE_ONE_SHOT: 0x8,
  CAN_CTRLMODE_BERR_REPORTING: 0x10,
  CAN_CTRLMODE_FD: 0x20,
  CAN_CTRLMODE_PRESUME_ACK: 0x40,
  CAN_CTRLMODE_FD_NON_ISO: 0x80,
  CAN_CTRLMODE_CC_LEN8_DLC: 0x100,
  CAN_CTRLMODE_TDC_AUTO: 0x200,
  CAN_CTRLMODE_TDC_MANUAL: 0x400,
  CAN_CTRLMODE_RESTRICTED: 0x800,
  CAN_CTRLMODE_XL: 0x1000,
  CAN_CTRLMODE_XL_TDC_AUTO: 0x2000,
  CAN_CTRLMODE_XL_TDC_MANUAL: 0x4000,
  CAN_CTRLMODE_XL_TMS: 0x8000,
});

/** struct can_ctrlmode, linux/can/netlink.h. When setting, flags outside of `mask` stay as they are. */
export const canCtrlmode = struct("can_ctrlmode", { mask: canCtrlmodeFlags, flags: canCtrlmodeFlags });

/** struct can_device_stats, linux/can/netlink.h: a CAN device's IFLA_INFO_XSTATS. */
export const canDeviceStats = struct("can_device_stats", {
  busError: u32,
  errorWarning: u32,
  errorPassive: u32,
  busOff: u32,
  arbitrationLost: u32,
  restarts: u32,
});

/** IFLA_CAN_TDC_* from linux/can/netlink.h: transmitter delay compensation. */
export const canTdcAttributes = attributes("IFLA_CAN_TDC", {
  tdcvMin: attr(1, u32),
  tdcvMax: attr(2, u32),
  tdcoMin: attr(3, u32),
  tdcoMax: attr(4, u32),
  tdcfMin: attr(5, u32),
  tdcfMax: attr(6, u32),
  tdcv: attr(7, u32),
  tdco: attr(8, u32),
  tdcf: attr(9, u32),
});

/** IFLA_CAN_CTRLMODE_* from linux/can/netlink.h. */
export const canCtrlmodeExtAttributes = attributes("IFLA_CAN_CTRLMODE", {
  supported: attr(1, canCtrlmodeFlags),
});

/** IFLA_CAN_PWM_* from linux/can/netlink.h: pulse width modulation of CAN XL. */
export const canPwmAttributes = attributes("IFLA_CAN_PWM", {
  pwmsMin: attr(1, u32),
  pwmsMax: attr(2, u32),
  pwmlMin: attr(3, u32),
  pwmlMax: attr(4, u32),
  pwmoMin: attr(5, u32),
  pwmoMax: attr(6, u32),
  pwms: attr(7, u32),
  pwml: attr(8, u32),
  pwmo: attr(9, u32),
});

/** IFLA_CAN_* from linux/can/netlink.h. */
export const canAttributes = attributes("IFLA_CAN", {
  bittiming: attr(1, canBittiming),
  bittimingConst: attr(2, canBittimingConst),
  clock: attr(3, canClock),
  state: attr(4, canState),
  ctrlmode: attr(5, canCtrlmode),
  restartMs: attr(6, u32),
  restart: attr(7, u32),
  berrCounter: attr(8, canBerrCounter),
  dataBittiming: attr(9, canBittiming),
  dataBittimingConst: attr(10, canBittimingConst),
  termination: attr(11, u16), // ohms
  terminationConst: attr(12, array(u16)),
  bitrateConst: attr(13, array(u32)),
  dataBitrateConst: attr(14, array(u32)),
  bitrateMax: attr(15, u32),
  tdc: attr(
    16,
    nested(() => canTdcAttributes),
  ),
  ctrlmodeExt: attr(
    17,
    nested(() => canCtrlmodeExtAttributes),
  ),
  xlDataBittiming: attr(18, canBittiming),
  xlDataBittimingConst: attr(19, canBittimingConst),
  xlDataBitrateConst: attr(20, array(u32)),
  xlTdc: attr(
    21,
    nested(() => canTdcAttributes),
  ),
  xlPwm: attr(
    22,
    nested(() => canPwmAttributes),
  ),
});
