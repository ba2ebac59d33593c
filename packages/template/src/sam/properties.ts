import { nearestHint } from '../nearest-name.ts';
import { type Place, placeOfKey, placeOfMember } from '../places.ts';
import { isMapping } from '../source.ts';
import type { Value } from '../template.ts';
import { type Compilation, reportInvalid, reportUnsupported } from './compilation.ts';
import { isIntrinsic } from './intrinsic-forms.ts';
import { isFilled } from './is-filled.ts';
import type { Mapping } from './sam-resource.ts';

/** What a property must be; an intrinsic function may stand for any of them. `unsupported`: SAM has it, we do not compile it. */
export type Shape =
  | 'any'
  | 'text'
  | 'number'
  | 'boolean'
  | 'map'
  | 'list'
  | 'text or map'
  | 'text, map or list'
  | 'text or list'
  | 'boolean or map'
  | 'map or list'
  | 'list of text or map'
  | 'map of numbers'
  | 'unsupported';

export interface PropertyShapes {
  readonly [property: string]: Shape;
}

export interface Strictness {
  /** What SAM does with a name it does not know: most it refuses, some it passes over. */
  readonly unknown?: 'refused' | 'ignored';
  /** What it does with an empty value of another form. */
  readonly empty?: 'refused' | 'passes';
}

/**
 * Checks the names and forms of properties.
 *
 * @param owner how a message calls what the properties are of: `"Users" (AWS::Serverless::Function)`
 */
export function checkShapes(
  properties: Mapping,
  shapes: PropertyShapes,
  owner: string,
  compilation: Compilation,
  { unknown = 'refused', empty = unknown === 'ignored' ? 'passes' : 'refused' }: Strictness = {},
): void {
  for (const [name, value] of Object.entries(properties)) {
    const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    const at = placeOfKey(properties, name);
    if (shape === undefined) {
      const known = Object.keys(shapes);
      const hint = nearestHint(name, known) ?? (known.length <= 12 ? `It has ${known.join(', ')}.` : undefined);
      const message = `${owner} has no property "${name}"${unknown === 'ignored' ? ': SAM passes over it' : ''}.`;
      compilation.report({ code: 'UNKNOWN_PROPERTY', severity: unknown === 'ignored' ? 'warning' : 'error', message, at, hint });
    } else if (shape === 'unsupported') {
      reportUnsupported(
        compilation,
        `${name} of ${owner.replace(/^The /, 'the ')} is not compiled.`,
        at,
        'Take it out, or run without it by --allow-unsupported.',
      );
    } else if (value !== null && !isIntrinsic(value) && !fits(value, shape) && (empty === 'refused' || isFilled(value))) {
      reportInvalid(compilation, `${name} of ${owner.replace(/^The /, 'the ')} must be a ${shape}.`, placeOfMember(properties, name));
    }
  }
}

/** Reports a property that must be there and is not. */
export function requireProperties(
  properties: Mapping,
  names: readonly string[],
  owner: string,
  at: Place | undefined,
  compilation: Compilation,
): boolean {
  const missing = names.filter((name) => properties[name] === undefined || properties[name] === null);
  for (const name of missing) reportInvalid(compilation, `${owner} has no ${name}, which is required.`, at, { code: 'MISSING_PROPERTY' });
  return missing.length === 0;
}

function fits(value: Value, shape: Shape): boolean {
  switch (shape) {
    case 'text':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'map':
      return isMapping(value);
    case 'list':
      return Array.isArray(value);
    case 'text or map':
      return typeof value === 'string' || isMapping(value);
    case 'text or list':
      return typeof value === 'string' || Array.isArray(value);
    case 'text, map or list':
      return typeof value === 'string' || (Array.isArray(value) ? value.every(isTextOrMap) : typeof value === 'object');
    case 'map or list':
      return Array.isArray(value) || isMapping(value);
    case 'boolean or map':
      return typeof value === 'boolean' || isMapping(value);
    case 'list of text or map':
      return Array.isArray(value) && value.every(isTextOrMap);
    case 'map of numbers':
      return isMapping(value) && Object.values(value).every((it) => typeof it === 'number' || isMapping(it));
    default:
      return true;
  }
}

function isTextOrMap(value: Value): boolean {
  return typeof value === 'string' || isMapping(value);
}
