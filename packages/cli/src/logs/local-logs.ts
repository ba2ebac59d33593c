import { signedFetch } from '../signed-fetch.ts';

/** One logged line. */
export interface ReadEvent {
  readonly id: string;
  readonly timestamp: number;
  readonly group: string;
  readonly stream: string;
  readonly message: string;
}

/** Where logs are read: a running dev, or later a deployed stage. */
export interface LogsSource {
  groups(): Promise<readonly string[]>;
  read(request: { readonly group: string; readonly startMs: number; readonly filter: string | undefined }): Promise<readonly ReadEvent[]>;
}

/** CloudWatch Logs refuses: its code and text. */
export class LogsRefusal extends Error {
  override readonly name = 'LogsRefusal';
}

export class NobodyAnswers extends Error {
  override readonly name = 'NobodyAnswers';
}

/** The logs at the AWS endpoint of a running dev. Its methods throw LogsRefusal and NobodyAnswers. */
export function localLogs(url: string): LogsSource {
  return {
    async groups() {
      const names: string[] = [];
      for await (const page of pages<{ logGroups: { logGroupName: string }[] }>(url, 'DescribeLogGroups', {}))
        names.push(...page.logGroups.map((it) => it.logGroupName));
      return names;
    },
    async read({ group, startMs, filter }) {
      const input = {
        logGroupName: group,
        startTime: Math.max(0, Math.round(startMs)),
        ...(filter !== undefined && { filterPattern: filter }),
      };
      const found: ReadEvent[] = [];
      for await (const page of pages<{ events: FilteredLogEvent[] }>(url, 'FilterLogEvents', input)) {
        for (const { eventId: id, timestamp, logStreamName: stream, message } of page.events)
          found.push({ id, timestamp, group, stream, message });
      }
      return found;
    },
  };
}

interface FilteredLogEvent {
  readonly eventId: string;
  readonly timestamp: number;
  readonly logStreamName: string;
  readonly message: string;
}

async function* pages<Page>(url: string, operation: string, input: object): AsyncGenerator<Page> {
  let nextToken: string | undefined;
  do {
    const page = await call(url, operation, { ...input, ...(nextToken !== undefined && { nextToken }) });
    nextToken = page.nextToken;
    // Our own endpoint's answer, in AWS's form.
    yield page as Page;
  } while (nextToken !== undefined);
}

async function call(url: string, operation: string, input: object): Promise<{ readonly nextToken?: string }> {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `Logs_20140328.${operation}` };
  let answer: Response;
  try {
    answer = await signedFetch(url, { service: 'logs', method: 'POST', headers, body: JSON.stringify(input) });
  } catch (error) {
    // What fetch throws when nobody listens; anything else is a fault of ours.
    if (!(error instanceof TypeError) || error.message !== 'fetch failed') throw error;
    throw new NobodyAnswers(`Nothing answers at ${url}.\nStart "gatewright dev", or name its AWS endpoint with --endpoint-url.`);
  }
  const document = (await answer.json()) as { readonly nextToken?: string; readonly __type?: string; readonly message?: string };
  if (!answer.ok) throw new LogsRefusal(`${document.__type ?? answer.status}: ${document.message ?? answer.statusText}`);
  return document;
}
