// Source of the rows: "Filter pattern syntax for metric filters, subscription filters, filter log events, and Live Tail", Amazon CloudWatch
// Logs user guide, where no other is named.
import { describe, expect, test } from 'vitest';
import { WatchdogError } from '../../../world/watchdog.ts';
import { matchesOf, parseFilterPattern } from './filter-pattern.ts';
import { PatternError } from './pattern-error.ts';

const access = '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534';
const trail = JSON.stringify({
  eventType: 'UpdateTrail',
  sourceIPAddress: '111.111.111.111',
  arrayKey: ['value', 'another value'],
  objectList: [
    { name: 'a', id: 1 },
    { name: 'b', id: 2 },
  ],
  SomeObject: null,
  ThisFlag: true,
  statusCode: 404,
  'a.b': 'dotted',
});

const rows: readonly (readonly [pattern: string, message: string, matches: boolean])[] = [
  ['', 'anything', true],
  [' ', 'anything', true],
  ['ERROR', '[ERROR 400] BAD REQUEST', true],
  ['ERROR', '[error 400]', false],
  ['ERROR ARGUMENTS', '[ERROR 419] MISSING ARGUMENTS', true],
  ['ERROR ARGUMENTS', '[ERROR 400] BAD REQUEST', false],
  ['?ERROR ?ARGUMENTS', '[400] INVALID ARGUMENTS', true],
  ['?ERROR ?ARGUMENTS', 'fine', false],
  ['ERROR -ARGUMENTS', '[ERROR 419] MISSING ARGUMENTS', false],
  ['ERROR -ARGUMENTS', '[ERROR 400] BAD REQUEST', true],
  ['"INTERNAL SERVER ERROR"', '[ERROR 500] INTERNAL SERVER ERROR', true],
  ['"hello cruel"', 'hello cruela', true],
  ['%4\\d\\d%', 'status 418', true],
  ['-%4\\d\\d%', 'status 418', false],
  ['{ $.eventType = "UpdateTrail" }', trail, true],
  ['{ $.eventType = UpdateTrail }', trail, true],
  ['{ $.eventType = "Update*" }', trail, true],
  ['{ $.eventType != "UpdateTrail" }', trail, false],
  ['{ $.sourceIPAddress != 123.123.* }', trail, true],
  ['{ $.arrayKey[0] = "value" }', trail, true],
  ['{ $.arrayKey[1] = "value" }', trail, false],
  ['{ $.objectList[1].id = 2 }', trail, true],
  ['{ $.objectList[*].name = "b" }', trail, true],
  ['{ $.SomeObject IS NULL }', trail, true],
  ['{ $.SomeOtherObject NOT EXISTS }', trail, true],
  ['{ $.SomeObject NOT EXISTS }', trail, false],
  ['{ $.ThisFlag IS TRUE }', trail, true],
  ['{ $.ThisFlag IS FALSE }', trail, false],
  ['{ $.statusCode = 4* }', trail, true],
  ['{ $.statusCode >= 400 && $.statusCode < 500 }', trail, true],
  ['{ ($.statusCode = 1 || $.statusCode = 404) && $.eventType = %^Up% }', trail, true],
  ['{ $.[\'a.b\'] = "dotted" }', trail, true],
  ['{ $.eventType = "UpdateTrail" }', 'no JSON', false],
  ['{ $.eventType = "UpdateTrail" }', '{"eventType": ', false],
  ['[ip, identity, user_id, timestamp, request, status_code, size]', access, true],
  ['[ip, identity, user_id, timestamp, request, status_code = 4*, size]', access, true],
  ['[..., status_code = 4*, bytes > 1000]', access, true],
  ['[..., status_code = 4* && status_code != 404, bytes]', access, false],
  ['[ip = %127\\.0\\.0\\.[1-9]%, ...]', access, true],
  ['[ip, identity]', access, false],
  ['[w1 = ERROR || w1 = WARN, ...]', 'WARN it', true],
];

describe('a filter pattern', () => {
  test.each(rows.map(([pattern, message, matches]) => ({ pattern, message, matches })))(
    '$pattern on $message: $matches',
    ({ pattern, message, matches }) => {
      expect(matchesOf(parseFilterPattern(pattern), [{ message }])).toHaveLength(matches ? 1 : 0);
    },
  );

  test.each([
    'foo.bar',
    '{ $.n',
    '{ $.n > "x" }',
    '{ n = 1 }',
    '[a, ..., ...]',
    '[a',
    '%(a+)+%',
    '%a% %b% %c%',
    `{ ${'('.repeat(500)}`,
    '"open',
  ])('that cannot be read is refused: %s', (pattern) => {
    expect(() => parseFilterPattern(pattern)).toThrow(PatternError);
  });

  test('extracts what it names', () => {
    const [match] = matchesOf(parseFilterPattern('[ip, identity, user_id, timestamp, request, status_code = 4*, size]'), [
      { message: access },
    ]);
    expect(match?.extracted).toMatchObject({
      $ip: '127.0.0.1',
      $timestamp: '10/Oct/2000:13:25:15 -0700',
      $request: 'GET /index.html HTTP/1.0',
      $size: '1534',
    });
    const [json] = matchesOf(parseFilterPattern('{ $.statusCode = 404 }'), [{ message: trail }]);
    expect(json?.extracted).toEqual({ '$.statusCode': '404' });
  });

  test('whose regular expression backtracks is stopped', () => {
    expect(() => matchesOf(parseFilterPattern('%x*x*x*x*x*y%'), [{ message: 'x'.repeat(50_000) }])).toThrow(WatchdogError);
  });
});
