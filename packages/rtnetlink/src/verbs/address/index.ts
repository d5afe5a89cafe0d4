/** Addresses of links: RTM_NEWADDR, RTM_DELADDR, RTM_GETADDR. */
export { addAddress, replaceAddress } from "./add.js";
export { deleteAddress } from "./delete.js";
export { getAddress, listAddresses } from "./list.js";
export { addressRequest } from "./request.js";
export type {
  Address,
  AddressFilter,
  AddressFlag,
  AddressIdentity,
  AddressInput,
  AddressProtocol,
  Lifetime,
} from "./types.js";
export { type DadResult, DadTimeoutError, type WaitForDadOptions, waitForDad } from "./wait-for-dad.js";
