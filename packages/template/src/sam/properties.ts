import { nearestHint } from '../nearest-name.ts';
import { type Place, placeOfKey, placeOfMember } from '../places.ts';
import { isMapping } from '../source.ts';
import type { Value } from '../template.ts';
import { type Compilation, reportInvalid, reportUnsupported } from './compilation.ts';
import { isIntrinsic } from './intrinsic-forms.ts';
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
  | 'unsupported';

export interface PropertyShapes {
  readonly [property: string]: Shape;
}

/**
 * Checks the names and forms of properties.
 *
 * @param owner how a message calls what the properties are of: `"Users" (AWS::Serverless::Function)`
 */
export function checkShapes(properties: Mapping, shapes: PropertyShapes, owner: string, compilation: Compilation): void {
  for (const [name, value] of Object.entries(properties)) {
    const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    const at = placeOfKey(properties, name);
    if (shape === undefined) {
      const known = Object.keys(shapes);
      const hint = nearestHint(name, known) ?? (known.length <= 12 ? `It has ${known.join(', ')}.` : undefined);
      reportInvalid(compilation, `${owner} has no property "${name}".`, at, { code: 'UNKNOWN_PROPERTY', hint });
    } else if (shape === 'unsupported') {
      reportUnsupported(compilation, `${name} of ${owner} is not compiled.`, at, 'Take it out, or run without it by --allow-unsupported.');
    } else if (value !== null && !isIntrinsic(value) && !fits(value, shape)) {
      reportInvalid(compilation, `${name} of ${owner} must be a ${shape}.`, placeOfMember(properties, name));
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
      return typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value));
    case 'boolean':
      return typeof value === 'boolean' || value === 'true' || value === 'false';
    case 'map':
      return isMapping(value);
    case 'list':
      return Array.isArray(value);
    case 'text or map':
      return typeof value === 'string' || isMapping(value);
    case 'text or list':
      return typeof value === 'string' || Array.isArray(value);
    case 'text, map or list':
      return typeof value === 'string' || typeof value === 'object';
    default:
      return true;
  }
}
