import { type Place, placeOfMember } from '../places.ts';
import { isMapping } from '../source.ts';
import type { Value } from '../template.ts';
import { subPieces } from './sub-text.ts';

/** One mention of a name in a value. */
export interface Reference {
  /** A resource's logical id, or (without attribute) a parameter's or pseudo parameter's name. */
  readonly logicalId: string;
  /** With Fn::GetAtt, and `${Name.Attribute}` in Fn::Sub. */
  readonly attribute?: string;
  /** The object or list that holds the mention, and under which member: `placeOfMember(container, member)` is its place. */
  readonly container: object;
  readonly member: string | number;
  /** In Fn::Sub: where in the text the mention begins, and the length of that text. */
  readonly within?: { readonly start: number; readonly textLength: number };
}

/** A mention of a condition's name in `Fn::If` or `Condition`. */
export interface ConditionReference {
  readonly condition: string;
  readonly container: object;
  readonly member: string | number;
}

/**
 * Every parameter and resource that Ref, Fn::GetAtt and Fn::Sub name in a value, in the order written.
 *
 * @param isActive with it, only the branches of `Fn::If` are looked at whose condition holds
 */
export function referencesOf(value: Value, isActive?: (condition: string) => boolean): readonly Reference[] {
  const found: Reference[] = [];
  walk(value, (call) => found.push(...referencesOfCall(call)), isActive);
  return found;
}

/** The place of a mention, to the letter where the text it stands in was written plainly on one line. */
export function placeOfReference({ container, member, logicalId, attribute, within }: Reference): Place | undefined {
  const place = placeOfMember(container, member);
  const quotes = place && within ? place.length - within.textLength : 0;
  if (!place || !within || quotes < 0 || quotes > 2 || quotes === 1) return place;
  const name = attribute === undefined ? logicalId : `${logicalId}.${attribute}`;
  return { ...place, column: place.column + quotes / 2 + within.start, length: name.length };
}

/** Every condition that `Fn::If` names in a value. */
export function conditionReferencesOf(value: Value): readonly ConditionReference[] {
  const found: ConditionReference[] = [];
  walk(value, ({ name, argument }) => {
    if (name !== 'Fn::If' || !Array.isArray(argument)) return;
    if (typeof argument[0] === 'string') found.push({ condition: argument[0], container: argument, member: 0 });
  });
  return found;
}

interface WrittenCall {
  readonly name: string;
  readonly argument: Value;
  readonly container: { readonly [member: string]: Value };
}

function walk(value: Value, visit: (call: WrittenCall) => void, isActive?: (condition: string) => boolean): void {
  if (typeof value !== 'object' || value === null) return;
  if (isMapping(value)) {
    const [name, ...more] = Object.keys(value);
    if (name !== undefined && more.length === 0 && (name === 'Ref' || name.startsWith('Fn::'))) {
      const argument = value[name] ?? null;
      visit({ name, argument, container: value });
      if (name === 'Fn::If' && isActive && Array.isArray(argument) && typeof argument[0] === 'string') {
        walk(argument[isActive(argument[0]) ? 1 : 2] ?? null, visit, isActive);
        return;
      }
    }
  }
  for (const item of Object.values(value)) walk(item, visit, isActive);
}

function referencesOfCall({ name, argument, container }: WrittenCall): readonly Reference[] {
  if (name === 'Ref') return typeof argument === 'string' ? [{ logicalId: argument, container, member: name }] : [];
  if (name === 'Fn::GetAtt') return getAttReference(argument, container);
  if (name === 'Fn::Sub') return subReferences(argument, container);
  return [];
}

function getAttReference(argument: Value, container: object): readonly Reference[] {
  const member = 'Fn::GetAtt';
  if (typeof argument === 'string') {
    const dot = argument.indexOf('.');
    return dot > 0 ? [{ logicalId: argument.slice(0, dot), attribute: argument.slice(dot + 1), container, member }] : [];
  }
  const [logicalId, ...path] = Array.isArray(argument) ? argument : [];
  if (typeof logicalId !== 'string') return [];
  return [{ logicalId, attribute: path.filter((it) => typeof it === 'string').join('.'), container, member }];
}

function subReferences(argument: Value, container: object): readonly Reference[] {
  const [text, variables = {}] = Array.isArray(argument) ? argument : [argument];
  if (typeof text !== 'string' || !isMapping(variables)) return [];
  const where = Array.isArray(argument) ? { container: argument, member: 0 } : { container, member: 'Fn::Sub' };
  return subPieces(text).flatMap((piece) => {
    if ('text' in piece || Object.hasOwn(variables, piece.name)) return [];
    const dot = piece.name.indexOf('.');
    const within = { start: piece.start, textLength: text.length };
    return dot > 0
      ? [{ logicalId: piece.name.slice(0, dot), attribute: piece.name.slice(dot + 1), ...where, within }]
      : [{ logicalId: piece.name, ...where, within }];
  });
}
