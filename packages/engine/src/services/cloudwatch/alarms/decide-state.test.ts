// The tables of "Configuring how CloudWatch alarms treat missing data", Amazon CloudWatch user guide: `0` is a datapoint that does not
// breach, `X` one that does, `-` none. The columns are missing, ignore (which retains), breaching, notBreaching.
import { expect, test } from 'vitest';
import { decideState } from './decide-state.ts';

const retain = undefined;
const insufficient = 'INSUFFICIENT_DATA';
const rows: readonly (readonly [number, string, readonly (string | undefined)[]])[] = [
  [3, '0-X-X', ['OK', 'OK', 'OK', 'OK']],
  [3, '0----', ['OK', 'OK', 'OK', 'OK']],
  [3, '-----', [insufficient, retain, 'ALARM', 'OK']],
  [3, '0XX-X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  [3, '--X--', ['ALARM', retain, 'ALARM', 'OK']],
  [2, '0-X-X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  [2, '00X0X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  [2, '0-X--', ['OK', 'OK', 'ALARM', 'OK']],
  [2, '----0', ['OK', 'OK', 'ALARM', 'OK']],
  [2, '---X-', ['ALARM', retain, 'ALARM', 'OK']],
];

test.each(rows)('%i of 3 over %s', (datapointsToAlarm, points, expected) => {
  const range = [...points].map((it, index) => ({
    startMs: index,
    value: it === '-' ? undefined : 1,
    sampleCount: undefined,
    breaching: it === '-' ? undefined : it === 'X',
  }));
  const found = ['missing', 'ignore', 'breaching', 'notBreaching'].map(
    (treatMissingData) => decideState(range, { evaluationPeriods: 3, datapointsToAlarm, treatMissingData }).state,
  );
  expect(found).toEqual(expected);
});
