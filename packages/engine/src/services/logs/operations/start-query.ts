import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { integer, list, long, required, string, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { type Pipeline, parseQuery } from '../insights/commands.ts';
import type { Query } from '../insights/query.ts';
import { QueryError } from '../insights/query-error.ts';
import { runQuery } from '../insights/run-query.ts';
import { keptSinceMs, nameOfIdentifier } from '../log-group.ts';
import { invalidParameter, logsOperation } from '../operation.ts';
import { logGroupIdentifier, logGroupName } from '../shapes.ts';

const input = structure('com.amazonaws.logs.StartQueryRequest', {
  queryLanguage: string({ values: ['CWLI', 'SQL', 'PPL'] }),
  logGroupName,
  logGroupNames: list(logGroupName),
  logGroupIdentifiers: list(logGroupIdentifier),
  startTime: required(long({ min: 0 })),
  endTime: required(long({ min: 0 })),
  queryString: required(string({ max: 10_000 })),
  limit: integer({ min: 1, max: 100_000 }),
});

const [maximumGroups, maximumResults, maximumKept] = [50, 10_000, 1000];

/** The query runs on its own from here on. @source "StartQuery", CloudWatch Logs API reference */
export const startQuery: RpcOperation<CloudWatchLogs> = logsOperation('StartQuery', input, (on, request) => {
  const { queryLanguage = 'CWLI', startTime, endTime, queryString, limit = maximumResults } = request;
  if (queryLanguage !== 'CWLI') throw invalidParameter(`gatewright runs queries in the language CWLI alone, not ${queryLanguage}.`);
  const names = namesOf(request);
  if (endTime < startTime) throw invalidParameter('Query time range is invalid: the end time is before the start time.');
  const groups = names.map((name) => groupOf(on, name));
  const pipeline = readQuery(queryString, on.world.now());
  const [startMs, endMs] = [startTime * 1000, endTime * 1000 + 999];
  const query: Query = {
    id: on.world.uuid(),
    description: `SOURCE ${names.map((name) => `"${name}"`).join(', ')} START=${startMs} END=${endMs} | ${queryString}`,
    groupNames: names,
    createTimeMs: on.world.now(),
    status: 'Scheduled',
    results: [],
    statistics: { recordsMatched: 0, recordsScanned: 0, bytesScanned: 0 },
  };
  on.queries.set(query.id, query);
  const [oldest] = on.queries.keys();
  if (on.queries.size > maximumKept && oldest !== undefined) on.queries.delete(oldest);
  const { events, world } = on;
  const kept = groups.map((group) => ({ id: group.id, name: group.name, keptSinceMs: keptSinceMs(group, world.now()) }));
  void runQuery(query, pipeline, {
    events,
    accountId: world.accountId,
    groups: kept,
    startMs,
    endMs,
    limit: Math.min(limit, maximumResults),
  });
  return { queryId: query.id };
});

/** @throws ServiceError InvalidParameterException */
function namesOf(request: {
  readonly logGroupName?: string;
  readonly logGroupNames?: readonly string[];
  readonly logGroupIdentifiers?: readonly string[];
}): readonly string[] {
  const { logGroupName: one, logGroupNames: many, logGroupIdentifiers } = request;
  const given = [one && [one], many, logGroupIdentifiers?.map(nameOfIdentifier)].filter((it) => it !== undefined && it !== '');
  const [names = []] = given;
  if (given.length !== 1 || names.length === 0)
    throw invalidParameter('Exactly one of logGroupName, logGroupNames and logGroupIdentifiers names what is queried.');
  if (names.length > maximumGroups) throw invalidParameter(`A query takes ${maximumGroups} log groups at most.`);
  return [...new Set(names)];
}

function groupOf({ groups, world }: CloudWatchLogs, name: string): NonNullable<ReturnType<typeof groups.get>> {
  const group = groups.get(name);
  if (group) return group;
  const detail = `(Service: AWSLogs; Status Code: 400; Error Code: ResourceNotFoundException; Request ID: ${world.uuid()}; Proxy: null)`;
  throw new ServiceError('ResourceNotFoundException', `Log group '${name}' does not exist for account ID '${world.accountId}' ${detail}`);
}

/** @throws ServiceError MalformedQueryException with the place of what is wrong */
function readQuery(text: string, nowMs: number): Pipeline {
  try {
    return parseQuery(text, nowMs);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    throw new ServiceError('MalformedQueryException', error.message, 400, {
      queryCompileError: { location: { startCharOffset: error.start, endCharOffset: error.end }, message: error.message },
    });
  }
}
