import type { AlarmState } from './alarm.ts';

/** @source recorded from AWS by the tests of localstack */
export function initialState(nowMs: number): AlarmState {
  return { value: 'INSUFFICIENT_DATA', reason: 'Unchecked: Initial alarm creation', updatedMs: nowMs, transitionedMs: nowMs };
}
