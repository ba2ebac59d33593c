import type { CompositeAlarm, StateValue, Suppression } from './alarm.ts';

/**
 * Whether the actions of a composite alarm are held back now, after its state or its suppressor's may have changed.
 *
 * A change of state is told once its wait is over and its suppressor is not in ALARM; when the suppressor leaves ALARM, once its
 * extension is over. What is told then is the state of that moment.
 *
 * @param told the state whose actions were the last to be taken
 * @returns undefined when they are free
 * @source "Suppressing composite alarm actions", Amazon CloudWatch user guide
 */
export function suppressionOf(
  { suppressor, suppression, state }: CompositeAlarm,
  { told, suppressorState, nowMs }: { readonly told: StateValue; readonly suppressorState: StateValue | undefined; readonly nowMs: number },
): Suppression | undefined {
  if (!suppressor) return undefined;
  const since = suppression?.told ?? told;
  if (suppressorState === 'ALARM') return { by: 'Alarm', told: since };
  if (suppression?.by === 'Alarm') return period('ExtensionPeriod', suppressor.extensionSeconds);
  if (suppression?.untilMs !== undefined) return nowMs < suppression.untilMs ? suppression : undefined;
  return state.value === told ? undefined : period('WaitPeriod', suppressor.waitSeconds);

  function period(by: Suppression['by'], seconds: number): Suppression | undefined {
    return seconds > 0 ? { by, untilMs: nowMs + seconds * 1000, told: since } : undefined;
  }
}
