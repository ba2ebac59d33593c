// Insights queries. Sources: the sample queries and the syntax pages of the Amazon CloudWatch Logs user guide.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LogsClient, startLogs } from './logs-client.ts';

let logs: LogsClient;
const logGroupName = `/aws/lambda/insights-${process.pid}-${Date.now()}`;

beforeAll(async () => {
  logs = await startLogs();
  await logs.send('CreateLogGroup', { logGroupName });
  await logs.send('CreateLogStream', { logGroupName, logStreamName: 's' });
  const start = Date.now() - 60_000;
  const lines = Array.from({ length: 20 }, (_, n) => {
    const id = `8f5c7a4e-0000-4000-8000-${String(n).padStart(12, '0')}`;
    return [
      `START RequestId: ${id} Version: $LATEST`,
      `2026-11-22T10:00:00.000Z\t${id}\tINFO\tuser=${n % 3} took *${n}* ms {"level":"info","n":${n},"a":{"b":["x","y${n}"]}}`,
      `REPORT RequestId: ${id}\tDuration: ${n * 10}.50 ms\tBilled Duration: ${n * 10 + 1} ms\tMemory Size: 128 MB\tMax Memory Used: ${60 + n} MB\t`,
    ];
  }).flat();
  await logs.send('PutLogEvents', {
    logGroupName,
    logStreamName: 's',
    logEvents: lines.map((message, index) => ({ timestamp: start + index, message })),
  });
});
afterAll(() => logs.stop());

async function run(queryString: string): Promise<{ status: string; rows: readonly object[] }> {
  const now = Math.floor(Date.now() / 1000);
  const { queryId } = await logs.send('StartQuery', { logGroupName, startTime: now - 3600, endTime: now + 300, queryString });
  for (;;) {
    const { status, results } = await logs.send('GetQueryResults', { queryId });
    if (status === 'Running' || status === 'Scheduled') continue;
    return {
      status,
      rows: results.map((row) => Object.fromEntries(row.filter((it) => it.field !== '@ptr').map((it) => [it.field, it.value]))),
    };
  }
}

const queries: readonly (readonly [string, readonly object[]])[] = [
  ['fields @message | sort @timestamp desc | limit 1', [{ '@message': expect.stringMatching(/^REPORT .*000000000019/) }]],
  [
    'filter @type = "REPORT" | stats avg(@duration), max(@duration), pct(@duration, 50) as p50, count(*)',
    [{ 'avg(@duration)': '95.5', 'max(@duration)': '190.5', p50: '90.5', 'count(*)': '20' }],
  ],
  [
    'filter @type = "REPORT" | stats max(@memorySize / 1000 / 1000) as provisioned, max(@maxMemoryUsed / 1000 / 1000) as used, provisioned - used as over',
    [{ provisioned: '128', used: '79', over: '49' }],
  ],
  [
    'parse @message "user=* took" as user | filter ispresent(user) | stats count(*) as c, count_distinct(n) as d by user | sort c desc, user asc',
    [
      { user: '0', c: '7', d: '7' },
      { user: '1', c: '7', d: '7' },
      { user: '2', c: '6', d: '6' },
    ],
  ],
  [
    'parse @message /took \\*(?<ms>\\d+)\\*/ | filter ms >= 19 or ms in [1] | fields ms, a.b.1, toupper(level) as L | sort ms',
    [
      { ms: '1', 'a.b.1': 'y1', L: 'INFO' },
      { ms: '19', 'a.b.1': 'y19', L: 'INFO' },
    ],
  ],
  [
    'filter @message like /(?i)start request/ and @message not like "zzz" | fields strlen(@message) as length | dedup @type',
    [{ length: '70' }],
  ],
  [
    'filter n > 17 | display n, n * 2 + 1 as m | sort n asc # a comment',
    [
      { n: '18', m: '37' },
      { n: '19', m: '39' },
    ],
  ],
  ['filter n = 3 | stats count(*) by bin(1d)', [{ 'bin(1d)': expect.stringMatching(/^\d{4}-\d\d-\d\d 00:00:00\.000$/), 'count(*)': '1' }]],
  ['filter level = "none"', []],
];

describe('a query', () => {
  test.each(queries.map(([query, rows]) => ({ query, rows })))('$query', async ({ query, rows }) => {
    expect(await run(query)).toEqual({ status: 'Complete', rows });
  });

  test.each([
    'fields @message | pars x',
    'stats foo(x)',
    'fields a,',
    'filter',
    `filter ${'('.repeat(1000)}`,
    'fields @message | pattern @message',
  ])('that cannot be read is refused: %s', async (query) => {
    await expect(run(query)).rejects.toMatchObject({ name: 'MalformedQueryException' });
  });

  test('of an unknown group is refused by name', async () => {
    const input = { logGroupName: 'none-such', startTime: 0, endTime: 1, queryString: 'fields @message' };
    await expect(logs.send('StartQuery', input)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: expect.stringMatching(/^Log group 'none-such' does not exist for account ID '\d{12}' \(Service: AWSLogs; Status Code: 400;/),
    });
  });

  test('is described with its groups and times in front', async () => {
    const { queryId } = await logs.send('StartQuery', { logGroupName, startTime: 10, endTime: 20, queryString: 'fields @message' });
    const { queries: found } = await logs.send('DescribeQueries', { logGroupName });
    expect(found.find((it) => it.queryId === queryId)).toMatchObject({
      queryLanguage: 'CWLI',
      logGroupName,
      queryString: `SOURCE "${logGroupName}" START=10000 END=20999 | fields @message`,
    });
  });
});
