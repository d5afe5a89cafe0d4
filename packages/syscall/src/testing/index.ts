/**
 * Fakes of `System` for tests of the layers above: `failingSystem` lets one call fail, `faultSweep` each in turn;
 * `recordingSystem` remembers what `replayingSystem` answers from without a kernel; `scriptedSystem` is made up.
 */
export { type CountedCall, type FailingSystem, failingSystem } from "./failing-system.js";
export {
  type Fault,
  type FaultOutcome,
  type FaultSweepOptions,
  type FaultSweepReport,
  faultSweep,
} from "./fault-sweep.js";
export type { Call } from "./intercept.js";
export type { RecordedError, RecordedValue } from "./recorded-value.js";
export {
  type RecordEntry,
  type RecordedCall,
  type RecordedCallback,
  type RecordingSystem,
  recordingSystem,
} from "./recording-system.js";
export { type ReplayingSystem, replayingSystem } from "./replaying-system.js";
export { fails, type Script, type ScriptedAnswer, type ScriptedSystem, scriptedSystem } from "./scripted-system.js";
