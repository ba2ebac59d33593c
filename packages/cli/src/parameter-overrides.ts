import { type CommandInput, type OptionDefinition, UsageError } from './command.ts';

/** `--parameter-overrides`, as `aws cloudformation deploy` and `sam deploy` have it. */
export const parameterOverridesOption: OptionDefinition = {
  type: 'string',
  value: 'NAME=VALUE',
  multiple: true,
  further: /^[\w:.-]+=/,
  summary: 'values for template parameters, over samconfig.toml; several may follow',
};

/** @throws UsageError for what is no NAME=VALUE */
export function parameterOverrides(input: CommandInput): { readonly [name: string]: string } {
  const given = input.values['parameter-overrides'];
  const texts: readonly string[] = Array.isArray(given) ? given : [];
  return Object.fromEntries(
    texts.flatMap((text) => {
      const pairs = overridesIn(text);
      if (pairs.length === 0) throw new UsageError(`--parameter-overrides takes NAME=VALUE, not "${text}".`);
      return pairs;
    }),
  );
}

/**
 * The pairs in one text: `A=1 B="two words"`, or `ParameterKey=A,ParameterValue=1`. A blank ends a value outside quotes, unless what
 * follows is no pair. Empty when the text is something else.
 * @source "sam deploy", AWS SAM CLI command reference: `--parameter-overrides`
 */
export function overridesIn(text: string): readonly (readonly [name: string, value: string])[] {
  const pairs: [string, string][] = [];
  const starts = [...text.matchAll(/(?<=^|\s)(?:ParameterKey=("[^"]*"|[\w-]+),ParameterValue=|("[^"]*"|[\w:.-]+)=)/g)].filter(
    ({ index }) => !insideQuotes(text, index),
  );
  if (starts[0] === undefined || text.slice(0, starts[0].index).trim() !== '') return [];
  for (const [order, start] of starts.entries()) {
    const [whole, key, plain] = start;
    const value = text.slice(start.index + whole.length, starts[order + 1]?.index).trim();
    pairs.push([unquoted(key ?? plain ?? ''), unquoted(value)]);
  }
  return pairs;
}

/** True when quotes that were opened before `end` are still open there. */
function insideQuotes(text: string, end: number): boolean {
  let open: string | undefined;
  for (let index = 0; index < end; index += 1) {
    const letter = text[index];
    if (letter === '\\') index += 1;
    else if (open === undefined && (letter === '"' || letter === "'") && /^[\s=,]?$/.test(text[index - 1] ?? '')) open = letter;
    else if (letter === open) open = undefined;
  }
  return open !== undefined;
}

function unquoted(text: string): string {
  const quote = text[0];
  if (text.length < 2 || (quote !== '"' && quote !== "'") || text.at(-1) !== quote) return text;
  return text.slice(1, -1).replaceAll(/\\(["'\\])/g, '$1');
}
