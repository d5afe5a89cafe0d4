import { attr, attributes } from "../../codec/attributes.js";
import { u32 } from "../../codec/integers.js";
import { nested } from "../../codec/nested.js";
import { text } from "../../codec/text.js";

/** LWT_BPF_PROG_* from linux/lwtunnel.h. The kernel tells the name only. */
export const bpfProgramAttributes = attributes("LWT_BPF_PROG", {
  fd: attr(1, u32),
  name: attr(2, text(256)),
});

/** LWT_BPF_* from linux/lwtunnel.h. */
export const bpfEncapAttributes = attributes("LWT_BPF", {
  in: attr(
    1,
    nested(() => bpfProgramAttributes),
  ),
  out: attr(
    2,
    nested(() => bpfProgramAttributes),
  ),
  xmit: attr(
    3,
    nested(() => bpfProgramAttributes),
  ),
  xmitHeadroom: attr(4, u32), // bytes, at most 256 (LWT_BPF_MAX_HEADROOM)
});
