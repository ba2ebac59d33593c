import { nearestName } from '@gatewright/template';
import { type Command, type CommandInput, textOption, UsageError } from '../command.ts';
import type { EventOptions, EventSource, OptionName } from '../event/event-source.ts';
import { defaultOptions, eventSources } from '../event/event-sources.ts';

const optionNames = Object.keys(defaultOptions).filter((it): it is OptionName => it in defaultOptions);

export const event: Command = {
  name: 'event',
  summary: 'Write a sample event of an event source, as AWS hands it to a function; without a source, list them.',
  positionals: '[source]',
  options: {
    method: { type: 'string', short: 'm', value: 'METHOD', summary: 'of a request (GET; POST with --body)' },
    path: { type: 'string', short: 'p', value: 'PATH', summary: 'of a request, with its query: /users?limit=5 (/)' },
    body: { type: 'string', short: 'b', value: 'TEXT', summary: "a request's body, a message's text, an event's detail" },
    stage: { type: 'string', value: 'STAGE', summary: 'of a REST API (prod)' },
    name: { type: 'string', short: 'n', value: 'NAME', summary: 'of the bucket, queue, topic, table, rule, user pool' },
    key: { type: 'string', value: 'KEY', summary: 'of an object in a bucket (folder/photo.jpg)' },
    region: { type: 'string', value: 'REGION', summary: 'the Region (us-east-1)' },
  },
  async run(input, terminal) {
    const [name] = input.positionals;
    if (name === undefined) {
      for (const it of eventSources) terminal.out(`${it.name.padEnd(30)}${it.summary}`);
      return 0;
    }
    const source = eventSources.find((it) => it.name === name);
    if (!source) {
      const nearest = nearestName(
        name,
        eventSources.map((it) => it.name),
      );
      throw new UsageError(`There is no sample event "${name}". ${nearest ? `Did you mean "${nearest}"?` : 'See "gatewright event".'}`);
    }
    terminal.out(JSON.stringify(source.event(optionsOf(source, input)), null, 2));
    return 0;
  },
};

/** @throws UsageError for an option that the source has no use for, or that is not what it must be */
function optionsOf(source: EventSource, input: CommandInput): EventOptions {
  const given: Partial<Record<OptionName, string>> = {};
  for (const option of optionNames) {
    const value = textOption(input, option);
    if (value === undefined) continue;
    if (!source.takes.includes(option)) throw new UsageError(`The event "${source.name}" has nothing that --${option} could say.`);
    given[option] = value;
  }
  if (source.name === 'eventbridge' && given.body !== undefined) checkJson(given.body);
  const method = (given.method ?? (given.body !== undefined ? 'POST' : 'GET')).toUpperCase();
  return { ...defaultOptions, ...given, method };
}

function checkJson(text: string): void {
  try {
    JSON.parse(text);
  } catch (error) {
    throw new UsageError(`--body of an EventBridge event is its detail, as JSON: ${error instanceof Error ? error.message : error}`);
  }
}
