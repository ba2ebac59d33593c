import { valueAt } from './input-path.ts';

/** A value for each name in angle brackets. */
export type Variables = { readonly [name: string]: unknown };

const placeholder = /<([\w.-]+)>/g;

export function placeholdersOf(template: string): readonly string[] {
  return [...template.matchAll(placeholder)].map(([, name = '']) => name);
}

export function variablesOf(paths: { readonly [name: string]: string }, event: unknown): Variables {
  return Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, valueAt(event, path)]));
}

/**
 * Fills a template. Outside of quotes a value is JSON; inside it is text, and objects and lists lose their quotes there. What the event does not have
 * is an empty text.
 *
 * @source "Amazon EventBridge input transformation", EventBridge user guide; recorded from AWS by localstack's tests
 */
export function fillTemplate(template: string, variables: Variables): string {
  let quoted = false;
  let last = 0;
  let filled = '';
  for (const match of template.matchAll(placeholder)) {
    const between = template.slice(last, match.index);
    quoted = endsQuoted(between, quoted);
    filled += between + textOf(Object.hasOwn(variables, match[1] ?? '') ? variables[match[1] ?? ''] : undefined, quoted);
    last = match.index + match[0].length;
  }
  return filled + template.slice(last);
}

/** Whether a JSON text is open where this piece of a template ends; `\"` opens none and ends none. */
function endsQuoted(text: string, before: boolean): boolean {
  let quoted = before;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') quoted = !quoted;
  }
  return quoted;
}

function textOf(value: unknown, quoted: boolean): string {
  const json = JSON.stringify(value === undefined ? '' : value);
  if (!quoted) return json;
  // Text keeps its escapes, so that the whole stays JSON.
  return typeof value === 'object' && value !== null ? json.replaceAll('"', '') : json.replace(/^"|"$/g, '');
}
