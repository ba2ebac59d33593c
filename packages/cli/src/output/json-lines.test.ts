import type { RequestTrace } from '@gatewright/engine';
import { expect, test } from 'vitest';
import { createJsonLines } from './json-lines.ts';

const trace: RequestTrace = {
  requestId: 'id',
  startedAtMs: Date.parse('2026-07-10T19:19:04.123Z'),
  method: 'GET',
  path: '/test/a"b',
  apiType: 'REST',
  apiId: 'abc',
  stage: 'test',
  resourcePath: '/{id}',
  steps: [
    { name: 'readCache', durationMs: 0.126 },
    { name: 'callIntegration', durationMs: 1 },
  ],
  notes: [],
  statusCode: 200,
  durationMs: 2.345,
};
const invocation = { functionName: 'f', requestId: 'i', coldStart: false, durationMs: 1.234, awsCalls: [] };

function lineOf(told: RequestTrace): string {
  const lines: string[] = [];
  const terminal = {
    out: (line: string) => void lines.push(line),
    error: () => {},
    interactive: false,
    columns: 80,
    cwd: '/',
    env: {},
    onInterrupt: () => () => {},
    onKey: () => () => {},
  };
  createJsonLines(terminal, '/').request(told);
  return lines.join('\n');
}

/** What is told of a request with a note, and so by JSON.stringify, without the note. */
function lineWithoutNote(told: RequestTrace): string {
  const { notes: _, ...rest } = JSON.parse(lineOf({ ...told, notes: [{ message: 'a note' }] }));
  return JSON.stringify(rest);
}

test.each([
  ['without a function', trace],
  ['of a function', { ...trace, invocation }],
])('a request %s is told in the same words with and without something to explain', (_, told) => {
  expect(lineOf(told)).toBe(lineWithoutNote(told));
});
