import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { list, required, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { findGroup, nameOfIdentifier } from '../log-group.ts';
import { invalidParameter, logsOperation } from '../operation.ts';
import { readPattern } from '../patterns.ts';
import { filterPattern, logGroupIdentifier, logStreamName } from '../shapes.ts';

const input = structure('com.amazonaws.logs.StartLiveTailRequest', {
  logGroupIdentifiers: required(list(logGroupIdentifier, { min: 1, max: 10 })),
  logStreamNames: list(logStreamName, { min: 1, max: 100 }),
  logStreamNamePrefixes: list(logStreamName, { min: 1, max: 100 }),
  logEventFilterPattern: filterPattern,
});

/** Checks the request; the service answers it with a stream of events. @source "StartLiveTail", CloudWatch Logs API reference */
export const startLiveTail: RpcOperation<CloudWatchLogs> = logsOperation('StartLiveTail', input, (on, request, { requestId }) => {
  const { logGroupIdentifiers, logStreamNames, logStreamNamePrefixes, logEventFilterPattern } = request;
  if (logStreamNames && logStreamNamePrefixes)
    throw invalidParameter('logStreamNames and logStreamNamePrefixes are mutually exclusive parameters.');
  if ((logStreamNames || logStreamNamePrefixes) && logGroupIdentifiers.length > 1)
    throw invalidParameter('Streams can be named for one log group alone.');
  readPattern(logEventFilterPattern ?? '');
  const groupNames = new Set(logGroupIdentifiers.map((it) => findGroup(on, nameOfIdentifier(it)).name));
  on.tails.set(requestId, { requestId, logGroupIdentifiers, groupNames, logStreamNames, logStreamNamePrefixes, logEventFilterPattern });
  return {};
});
