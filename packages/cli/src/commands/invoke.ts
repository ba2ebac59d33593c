import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, portOption, textOption, UsageError } from '../command.ts';
import { defaultOptions, eventSources } from '../event/event-sources.ts';
import { signedFetch } from '../signed-fetch.ts';
import type { Terminal } from '../terminal.ts';

const defaultAwsPort = 4566;

export const invoke: Command = {
  name: 'invoke',
  summary: 'Invoke a function of a running `gatewright dev`: its result goes to standard output, its log to standard error.',
  positionals: 'NAME',
  options: {
    event: {
      type: 'string',
      short: 'e',
      value: 'FILE',
      summary: 'JSON file of the event, - for standard input, or a sample: apigw, sqs, ... ({})',
    },
    'aws-port': { type: 'string', value: 'PORT', summary: `port of the AWS endpoint that dev has printed (${defaultAwsPort})` },
    async: { type: 'boolean', summary: 'leave the event with Lambda and do not wait for the function' },
  },
  async run(input, terminal) {
    const [name] = input.positionals;
    if (name === undefined) throw new UsageError('gatewright invoke needs the name of a function.');
    const url = `http://127.0.0.1:${portOption(input, 'aws-port') ?? defaultAwsPort}`;
    const event = readEvent(textOption(input, 'event'), terminal);
    if ('message' in event) return failed(terminal, event.message);
    try {
      const functionName = await fullName(url, name);
      return await call(url, functionName, event.text, input.values.async === true, terminal);
    } catch (error) {
      // What fetch throws when nobody listens; anything else is a fault of ours.
      if (!(error instanceof TypeError) || error.message !== 'fetch failed') throw error;
      return failed(terminal, `Nothing answers at ${url}.\nStart "gatewright dev", or name its AWS endpoint's port with --aws-port.`);
    }
  },
};

async function call(url: string, functionName: string, body: string, asynchronous: boolean, terminal: Terminal): Promise<number> {
  const headers = {
    'x-amz-invocation-type': asynchronous ? 'Event' : 'RequestResponse',
    ...(!asynchronous && { 'x-amz-log-type': 'Tail' }),
  };
  const path = `/2015-03-31/functions/${encodeURIComponent(functionName)}/invocations`;
  const answer = await signedFetch(`${url}${path}`, { service: 'lambda', method: 'POST', headers, body });
  const text = await answer.text();
  if (!answer.ok) return failed(terminal, `${answer.headers.get('x-amzn-errortype') ?? answer.status}: ${messageOf(text)}`);
  const log = answer.headers.get('x-amz-log-result');
  if (log) terminal.error(Buffer.from(log, 'base64').toString('utf8').trimEnd());
  if (!asynchronous) terminal.out(text);
  return answer.headers.has('x-amz-function-error') ? 1 : 0;
}

/** The function of this name; or the only one whose name the stack has lengthened in front of it. */
async function fullName(url: string, name: string): Promise<string> {
  const answer = await signedFetch(`${url}/2015-03-31/functions`, { service: 'lambda', method: 'GET' });
  const { Functions = [] } = (await answer.json()) as { readonly Functions?: readonly { readonly FunctionName: string }[] };
  const names = Functions.map((it) => it.FunctionName);
  const [only, ...others] = names.filter((it) => it.endsWith(`-${name}`));
  return names.includes(name) || only === undefined || others.length > 0 ? name : only;
}

function readEvent(file: string | undefined, terminal: Terminal): { readonly text: string } | { readonly message: string } {
  if (file === undefined) return { text: '{}' };
  try {
    const path = file === '-' ? 0 : resolve(terminal.cwd, file);
    // A file is meant before a sample of that name.
    const sample = path === 0 || existsSync(path) ? undefined : eventSources.find((it) => it.name === file);
    if (sample) return { text: JSON.stringify(sample.event(defaultOptions)) };
    const text = readFileSync(path, 'utf8');
    JSON.parse(text);
    return { text };
  } catch (error) {
    return {
      message: `The event ${file === '-' ? 'on standard input' : file} cannot be used: ${error instanceof Error ? error.message : error}`,
    };
  }
}

function messageOf(text: string): string {
  try {
    const { Message, message } = JSON.parse(text) as { readonly Message?: string; readonly message?: string };
    return Message ?? message ?? text;
  } catch {
    // Not Lambda's answer: shown as it is.
    return text;
  }
}

function failed(terminal: Terminal, message: string): number {
  terminal.error(message);
  return 1;
}
