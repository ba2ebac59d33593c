import type { RpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { list, required, string, structure } from '../../../protocol/shape.ts';
import type { CloudWatchLogs } from '../cloudwatch-logs.ts';
import { logsOperation } from '../operation.ts';
import { matchesWithin, readPattern } from '../patterns.ts';
import { filterPattern } from '../shapes.ts';

const input = structure('com.amazonaws.logs.TestMetricFilterRequest', {
  filterPattern: required(filterPattern),
  logEventMessages: required(list(string({ min: 1 }), { min: 1, max: 50 })),
});

/** @source "TestMetricFilter", CloudWatch Logs API reference */
export const testMetricFilter: RpcOperation<CloudWatchLogs> = logsOperation('TestMetricFilter', input, (_on, request) => {
  const pattern = readPattern(request.filterPattern, 'metric filter');
  const events = request.logEventMessages.map((message, index) => ({ message, eventNumber: index + 1 }));
  const matches = matchesWithin(pattern, events);
  return {
    matches: matches.map(({ event, extracted }) => ({
      eventNumber: event.eventNumber,
      eventMessage: event.message,
      extractedValues: extracted,
    })),
  };
});
