import { subPieces } from '../intrinsics/sub-text.ts';
import { copyPlaces } from '../places.ts';
import { isMapping } from '../source.ts';
import type { Value } from '../template.ts';
import type { Mapping } from './sam-resource.ts';

/**
 * Puts parameters' values in where a value refers to them by Ref or Fn::Sub, as SAM does for the few properties it has to
 * understand; everything else stays.
 */
export function resolveParameterReferences(value: Value, parameters: Mapping): Value {
  if (Array.isArray(value))
    return copyPlaces(
      value,
      value.map((it) => resolveParameterReferences(it, parameters)),
    );
  if (!isMapping(value)) return value;
  if (typeof value.Ref === 'string' && Object.keys(value).length === 1) {
    return Object.hasOwn(parameters, value.Ref) ? (parameters[value.Ref] ?? value) : value;
  }
  const sub = value['Fn::Sub'];
  if (Object.keys(value).length === 1 && sub !== undefined) return copyPlaces(value, { 'Fn::Sub': resolveSub(sub, parameters) });
  return copyPlaces(
    value,
    Object.fromEntries(Object.entries(value).map(([name, it]) => [name, resolveParameterReferences(it, parameters)])),
  );
}

function resolveSub(argument: Value, parameters: Mapping): Value {
  if (Array.isArray(argument)) {
    const [text = null, variables = {}] = argument;
    const own = isMapping(variables) ? Object.keys(variables) : [];
    const outer = Object.fromEntries(Object.entries(parameters).filter(([name]) => !own.includes(name)));
    return [resolveSub(text, outer), resolveParameterReferences(variables, parameters)];
  }
  if (typeof argument !== 'string') return argument;
  let text = '';
  for (const piece of subPieces(argument)) {
    if ('text' in piece) text += piece.text.replace(/^\$\{/, '${!');
    else {
      const value = Object.hasOwn(parameters, piece.name) ? parameters[piece.name] : undefined;
      text += typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : `\${${piece.name}}`;
    }
  }
  return text;
}
