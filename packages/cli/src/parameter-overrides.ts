import { type CommandInput, type OptionDefinition, UsageError } from './command.ts';

/** `--parameter-overrides`, as `aws cloudformation deploy` and `sam deploy` have it. */
export const parameterOverridesOption: OptionDefinition = {
  type: 'string',
  value: 'NAME=VALUE',
  multiple: true,
  summary: 'a value for a template parameter; may be repeated',
};

/** @throws UsageError for what is no NAME=VALUE */
export function parameterOverrides(input: CommandInput): { readonly [name: string]: string } {
  const given = input.values['parameter-overrides'];
  const pairs = Array.isArray(given) ? given.flatMap((it: string) => it.split(/\s+(?=\w+=)/)) : [];
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at <= 0) throw new UsageError(`--parameter-overrides takes NAME=VALUE, not "${pair}".`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}
