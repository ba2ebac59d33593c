import type { StateValue } from './alarm.ts';

export function readStateValue(text: string): StateValue {
  return text === 'OK' || text === 'ALARM' ? text : 'INSUFFICIENT_DATA';
}
