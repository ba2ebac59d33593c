import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { properties } from '../draft.ts';
import type { Section } from '../section.ts';

/**
 * A target's input as it stands in the template: osls writes it between the quotes of a JSON text, so that what JSON escapes
 * in it, `\n` above all, is read once more.
 */
export function unquoted(settings: Section, name: string, input: string): string | undefined {
  try {
    const text: unknown = JSON.parse(`"${input.replaceAll('"', '\\"')}"`);
    return String(text);
  } catch {
    settings.invalid(
      name,
      'has a line break or a backslash that Serverless cannot write into JSON.',
      'Write it as a mapping, on one line.',
    );
    return undefined;
  }
}

/** `inputTransformer`, which needs a template. */
export function inputTransformer(settings: Section): Value | undefined {
  const transformer = settings.section('inputTransformer');
  if (!transformer) return undefined;
  transformer.allow(['inputPathsMap', 'inputTemplate']);
  const template = transformer.text('inputTemplate');
  if (template === undefined) transformer.missing('inputTemplate', 'Give the text that the input is made of.');
  const paths = transformer.raw('inputPathsMap');
  return properties({ InputTemplate: template, InputPathsMap: isMapping(paths) ? paths : undefined });
}

const inputs = ['input', 'inputPath', 'inputTransformer'];

/** A target gets one of the three. */
export function onlyOneInput(settings: Section): void {
  const [, second] = inputs.filter((it) => settings.raw(it) !== undefined);
  if (second !== undefined)
    settings.invalid(
      second,
      'stands beside another input.',
      'You can only set one of input, inputPath, or inputTransformer: remove the others.',
    );
}
