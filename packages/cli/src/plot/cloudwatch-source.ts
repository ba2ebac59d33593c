import { type ServiceCall, signedFetch } from '../signed-fetch.ts';
import {
  type AlarmDescription,
  type AlarmHistory,
  type Dimensions,
  type ListedMetric,
  type MetricSource,
  SourceFailure,
} from './metric-source.ts';

type Document = { readonly [member: string]: unknown };

/** CloudWatch's API at an endpoint of this machine. */
export function createCloudWatchSource(url: string): MetricSource {
  const call = (operation: string, input: object): Promise<Document> =>
    send(url, {
      service: 'monitoring',
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `GraniteServiceVersion20100801.${operation}`,
      },
      body: JSON.stringify(input),
    });
  return {
    name: url,
    async list(namespace) {
      const found: ListedMetric[] = [];
      let token: unknown;
      do {
        const page = await call('ListMetrics', { Namespace: namespace, NextToken: token });
        found.push(...listOf(page.Metrics).map((it) => ({ name: textOf(it.MetricName), dimensions: dimensionsOf(it.Dimensions) })));
        token = page.NextToken;
      } while (token !== undefined);
      return found;
    },
    async read(questions, { startMs, endMs, periodSeconds }) {
      if (questions.length === 0) return [];
      const queries = questions.map(({ namespace, name, dimensions, statistic }, index) => ({
        Id: `q${index}`,
        MetricStat: {
          Metric: {
            Namespace: namespace,
            MetricName: name,
            Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
          },
          Period: periodSeconds,
          Stat: statistic,
        },
      }));
      const input = { MetricDataQueries: queries, StartTime: startMs / 1000, EndTime: endMs / 1000, ScanBy: 'TimestampAscending' };
      const results = listOf((await call('GetMetricData', input)).MetricDataResults);
      const size = Math.ceil((endMs - startMs) / (periodSeconds * 1000));
      return queries.map(({ Id }) => {
        const result = results.find((it) => it.Id === Id);
        const values: (number | undefined)[] = Array.from({ length: size }, () => undefined);
        const times = Array.isArray(result?.Timestamps) ? result.Timestamps : [];
        const given = Array.isArray(result?.Values) ? result.Values : [];
        for (const [index, time] of times.entries())
          values[Math.floor((Number(time) * 1000 - startMs) / (periodSeconds * 1000))] = Number(given[index]);
        return values;
      });
    },
    async alarms() {
      const found: Document[] = [];
      let NextToken: unknown;
      do {
        const page = await call('DescribeAlarms', { AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], MaxRecords: 100, NextToken });
        found.push(...listOf(page.MetricAlarms), ...listOf(page.CompositeAlarms));
        NextToken = page.NextToken;
      } while (NextToken !== undefined);
      return found.map(
        (it): AlarmDescription => ({
          name: textOf(it.AlarmName),
          state: textOf(it.StateValue),
          reason: textOf(it.StateReason),
          since: timeOf(it.StateTransitionedTimestamp),
          ...(it.ActionsSuppressedReason !== undefined && { suppressed: textOf(it.ActionsSuppressedReason) }),
        }),
      );
    },
    async history(alarmName) {
      const input = { AlarmName: alarmName, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], MaxRecords: 100 };
      const items = listOf((await call('DescribeAlarmHistory', input)).AlarmHistoryItems);
      return items.map(
        (it): AlarmHistory => ({ alarmName: textOf(it.AlarmName), time: timeOf(it.Timestamp), summary: textOf(it.HistorySummary) }),
      );
    },
    async memoryOf(functionName) {
      try {
        const path = `/2015-03-31/functions/${encodeURIComponent(functionName)}/configuration`;
        const { MemorySize } = await send(`${url}${path}`, { service: 'lambda', method: 'GET' });
        return typeof MemorySize === 'number' ? MemorySize : undefined;
      } catch (error) {
        // A function whose metrics are there may have gone from the template.
        if (error instanceof SourceFailure) return undefined;
        throw error;
      }
    },
  };
}

async function send(url: string, request: ServiceCall): Promise<Document> {
  const answer = await signedFetch(url, request).catch((error: unknown) => {
    // What fetch throws when nobody listens, or for what is no address.
    if (error instanceof TypeError)
      throw new SourceFailure(`Nothing answers at ${url}. Start gatewright dev, or name its AWS endpoint with --endpoint-url.`);
    throw error;
  });
  const text = await answer.text();
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new SourceFailure(`${url} answers ${answer.status}, and not as CloudWatch does.`);
  }
  if (answer.ok && isDocument(document)) return document;
  throw new SourceFailure(`${url} refuses: ${isDocument(document) ? textOf(document.message ?? document.Message) : answer.status}`);
}

function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly Document[] {
  return Array.isArray(value) ? value.filter(isDocument) : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function timeOf(value: unknown): string {
  return typeof value === 'number' ? new Date(value * 1000).toISOString() : '';
}

function dimensionsOf(value: unknown): Dimensions {
  return Object.fromEntries(listOf(value).map((it) => [textOf(it.Name), textOf(it.Value)]));
}
