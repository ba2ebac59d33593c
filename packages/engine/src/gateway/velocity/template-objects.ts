import { nestsDeeperThan } from '../json-depth.ts';
import { evaluateJsonPath } from './json-path.ts';
import { VelocityError } from './syntax.ts';
import { render, type VelocityObject, type VelocityValue, velocityValueOf } from './values.ts';

const maximumDepth = 500;

export interface InputSource {
  /** The body; empty text when there is none. */
  readonly body: string;
  readonly params: {
    readonly path: ReadonlyMap<string, string>;
    readonly querystring: ReadonlyMap<string, string>;
    readonly header: ReadonlyMap<string, string>;
  };
}

/** `$input`. @source "Mapping template and access logging variable reference"; localstack's recordings */
export function inputObject({ body, params }: InputSource): VelocityObject {
  let parsed: unknown;
  let isParsed = false;
  const json = (): unknown => {
    if (!isParsed) {
      isParsed = true;
      try {
        parsed = JSON.parse(body === '' ? '{}' : body);
      } catch {
        // Text that is no JSON has no nodes: $input.path answers null.
        parsed = undefined;
      }
      if (nestsDeeperThan(parsed, maximumDepth)) throw new VelocityError(`The body nests deeper than ${maximumDepth} levels`);
    }
    return parsed;
  };
  const maps: readonly (readonly [string, ReadonlyMap<string, string>])[] = Object.entries(params);
  const bodyText = body === '' ? '{}' : body;
  return {
    property: (name) => (name === 'body' ? bodyText : undefined),
    call(name, [argument]) {
      if (name === 'path') return velocityValueOf(evaluateJsonPath(json(), render(argument)));
      if (name === 'json') {
        const found = evaluateJsonPath(json(), render(argument));
        return found === undefined ? '""' : JSON.stringify(found);
      }
      if (name !== 'params') return undefined;
      if (argument === undefined) return new Map(maps.map(([place, values]) => [place, new Map(values)]));
      const wanted = render(argument);
      for (const place of [params.path, params.querystring]) if (place.has(wanted)) return place.get(wanted);
      return headerOf(params.header, wanted) ?? '';
    },
  };
}

function headerOf(headers: ReadonlyMap<string, string>, wanted: string): string | undefined {
  const exact = headers.get(wanted);
  if (exact !== undefined) return exact;
  for (const [name, value] of headers) if (name.toLowerCase() === wanted.toLowerCase()) return value;
  return undefined;
}

/** `$util`. @source "Mapping template and access logging variable reference" */
export const utilObject: VelocityObject = {
  property: () => undefined,
  call(name, [argument = null]) {
    const text = render(argument);
    switch (name) {
      case 'escapeJavaScript':
        return escapeJavaScript(text);
      case 'parseJson':
        return parsed(text);
      case 'urlEncode':
        return new URLSearchParams([['', text]]).toString().slice(1);
      case 'urlDecode':
        return new URLSearchParams(`=${text.replaceAll('&', '%26').replaceAll(';', '%3B')}`).get('') ?? '';
      case 'base64Encode':
        return Buffer.from(text, 'utf8').toString('base64');
      case 'base64Decode':
        return Buffer.from(text, 'base64').toString('utf8');
      default:
        return undefined;
    }
  },
};

function parsed(text: string): VelocityValue {
  try {
    const value: unknown = JSON.parse(text);
    return nestsDeeperThan(value, maximumDepth) ? null : velocityValueOf(value);
  } catch {
    // What is no JSON has no value.
    return null;
  }
}

const escapes: { readonly [character: string]: string } = {
  '"': '\\"',
  "'": "\\'",
  '/': '\\/',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** As Apache Commons escapes: quotes of both kinds, slashes, control characters and all beyond ASCII. */
function escapeJavaScript(text: string): string {
  return text.replace(
    /["'/\\]|[^ -~]/g,
    (character) => escapes[character] ?? `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}
