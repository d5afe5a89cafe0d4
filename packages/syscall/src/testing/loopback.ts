import { close } from "../close.js";
import { AF_INET, SOCK_DGRAM } from "../constants/socket.js";
import { Fd } from "../fd.js";
import { bind } from "../libc.js";
import { socket } from "../socket.js";

const ioctl = bind<[fd: number, request: number, argument: Uint8Array]>(
  "int ioctl(int fd, unsigned long request, void *argument)",
);
const SIOCSIFFLAGS = 0x8914;
const IFF_UP = 1;

/** Sets the loopback interface of this network namespace up: a new one has it down (netdevice(7)). */
export function setLoopbackUp(): void {
  using udp = new Fd(socket(AF_INET, SOCK_DGRAM, 0), { close });
  const request = Buffer.alloc(40);
  request.write("lo");
  request.writeInt16LE(IFF_UP, 16);
  ioctl(udp.fd, SIOCSIFFLAGS, request);
}
