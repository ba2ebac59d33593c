import type { Position } from './event.ts';

/** An event's id is a number of 56 digits: its time in milliseconds, and 144 bits behind it. @source observed in the answers of "FilterLogEvents", CloudWatch Logs API reference */
const timeShift = 144n;
const idDigits = 56;

export function eventIdOf({ timestamp, sequence }: Position): string {
  return ((BigInt(timestamp) << timeShift) + BigInt(sequence)).toString().padStart(idDigits, '0');
}

/** @returns undefined when it is no id of ours */
export function positionOf(eventId: string): Position | undefined {
  if (!/^\d{56}$/.test(eventId)) return undefined;
  const id = BigInt(eventId);
  const timestamp = Number(id >> timeShift);
  const sequence = Number(id & ((1n << timeShift) - 1n));
  return Number.isSafeInteger(timestamp) && timestamp < 2 ** 48 && Number.isSafeInteger(sequence) ? { timestamp, sequence } : undefined;
}
