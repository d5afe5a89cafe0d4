/** A kernel that says what a test wants: for tests of what uses a client, without rights and without Linux. */
export {
  acknowledge,
  done,
  type FakeDatagram,
  type FakeKernel,
  type FakeMessage,
  fakeKernel,
  reply,
  type SentRequest,
} from "./fake-kernel.js";
