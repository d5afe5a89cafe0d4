import { attr, attributes } from "../../codec/attributes.js";
import { be16, be64, u8, u32, u64 } from "../../codec/integers.js";
import { enumeration } from "../../codec/numbers.js";
import { padding } from "../../codec/padding.js";

/** MACSEC_VALIDATE_* from linux/if_link.h. */
export const macsecValidation = enumeration(u8, {
  MACSEC_VALIDATE_DISABLED: 0,
  MACSEC_VALIDATE_CHECK: 1,
  MACSEC_VALIDATE_STRICT: 2,
});

/** MACSEC_OFFLOAD_* from linux/if_link.h. */
export const macsecOffload = enumeration(u8, { MACSEC_OFFLOAD_OFF: 0, MACSEC_OFFLOAD_PHY: 1, MACSEC_OFFLOAD_MAC: 2 });

/** IFLA_MACSEC_CIPHER_SUITE: 802.1AE's numbers, linux/if_macsec.h. */
export const MACSEC_CIPHER_ID_GCM_AES_128 = 0x0080c20001000001n;
export const MACSEC_CIPHER_ID_GCM_AES_256 = 0x0080c20001000002n;
export const MACSEC_CIPHER_ID_GCM_AES_XPN_128 = 0x0080c20001000003n;
export const MACSEC_CIPHER_ID_GCM_AES_XPN_256 = 0x0080c20001000004n;
/** What the kernel says for MACSEC_CIPHER_ID_GCM_AES_128; it takes both. */
export const MACSEC_DEFAULT_CIPHER_ID = 0x0080020001000001n;

/** IFLA_MACSEC_* from linux/if_link.h. */
export const macsecAttributes = attributes("IFLA_MACSEC", {
  sci: attr(1, be64), // the address and the port, as in packets
  port: attr(2, be16),
  icvLen: attr(3, u8),
  cipherSuite: attr(4, u64),
  window: attr(5, u32),
  encodingSa: attr(6, u8),
  encrypt: attr(7, u8),
  protect: attr(8, u8),
  incSci: attr(9, u8),
  es: attr(10, u8),
  scb: attr(11, u8),
  replayProtect: attr(12, u8),
  validation: attr(13, macsecValidation),
  pad: attr(14, padding),
  offload: attr(15, macsecOffload),
});
