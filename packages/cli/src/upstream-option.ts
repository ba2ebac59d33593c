import type { EngineOptions } from '@gatewright/engine';
import { type CommandInput, type OptionDefinition, textOption, UsageError } from './command.ts';

export const upstreamOption: OptionDefinition = {
  type: 'string',
  value: 'URL',
  summary: 'send AWS calls that no service here answers to this endpoint, or to AWS itself: aws (asks for --yes)',
};

export const yesOption: OptionDefinition = {
  type: 'boolean',
  summary: 'with --upstream aws: yes, call AWS with the credentials of the environment',
};

/** What an emulator is called with: no credentials of the developer's. */
const localKeys = { accessKeyId: 'test', secretAccessKey: 'test' };

/**
 * The value of --upstream. AWS itself is called with consent and with the developer's own credentials only; an endpoint by its URL never gets these.
 * @throws UsageError
 */
export function upstreamSettings(
  input: CommandInput,
  environment: { readonly [name: string]: string | undefined },
): EngineOptions['upstream'] {
  const given = textOption(input, 'upstream');
  if (given === undefined) {
    if (input.values.yes === true) throw new UsageError('--yes goes with --upstream aws.');
    return undefined;
  }
  if (given !== 'aws') return { url: urlOf(given), keys: localKeys };
  if (input.values.yes !== true) {
    throw new UsageError(
      '--upstream aws sends calls to your AWS account: they read and change what is there, and cost. Say --yes as well if that is meant.',
    );
  }
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = environment;
  if (!accessKeyId || !secretAccessKey || accessKeyId === localKeys.accessKeyId)
    throw new UsageError('--upstream aws needs credentials of AWS in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.');
  return { url: undefined, keys: { accessKeyId, secretAccessKey, sessionToken } };
}

/** What the developer is told at the start. */
export function upstreamNotice({ url, keys }: NonNullable<EngineOptions['upstream']>): string {
  return url
    ? `AWS calls that no service here answers go to ${url.origin}.`
    : `AWS calls that no service here answers go to AWS itself, signed with ${keys.accessKeyId}: they change real resources, and cost.`;
}

/** @throws UsageError */
function urlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new UsageError(`--upstream is a URL such as http://127.0.0.1:4567, or aws; "${text}" is neither.`);
  if (/\.(?:amazonaws\.com(?:\.cn)?|api\.aws)$/.test(url.hostname)) throw new UsageError(`${url.hostname} is AWS: say --upstream aws.`);
  return url;
}
