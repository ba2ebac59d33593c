import { QueryText } from './rpc/query-text.ts';
import { ServiceError } from './service-error.ts';

/**
 * The shape of a request, in AWS's two passes: `read` is the deserialiser, which knows JSON types and nothing else, and refuses
 * with SerializationException at the first fault; `check` holds the values against the model's constraints and collects them all.
 *
 * @source the wording of both was recorded from AWS by the test suites of dynalite and of dynamodb-conformance
 */
export interface Shape<T> {
  /** @param inside `field` of a structure, or a `value` in a list or map: AWS words the refusals differently */
  read(wire: unknown, inside: Inside): T;
  /** @param path AWS's path of the value, `keySchema.1.member.keyType`; the problems found are added to `problems` */
  check(value: T, path: string, problems: string[]): void;
  /** Whether null is a problem. Only structures ask. */
  readonly required?: boolean;
}

export type Inside = 'field' | 'value';
export type ShapeType<S> = S extends Shape<infer T> ? T : never;

const noClassCast =
  "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class java.lang.Class (sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and java.lang.Class are in module java.base of loader 'bootstrap')";

export function serializationError(message: string): ServiceError {
  return new ServiceError('SerializationException', message);
}

export function validationError(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}

/** AWS tells no more than ten. @source dynalite's tests of CreateTable */
const problemsTold = 10;

/** @throws ServiceError ValidationException in AWS's form for one or several problems */
export function throwProblems(problems: readonly string[]): void {
  if (problems.length === 0) return;
  const told = problems.slice(0, problemsTold);
  throw validationError(`${told.length} validation error${told.length === 1 ? '' : 's'} detected: ${told.join('; ')}`);
}

export function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** AWS's word for a JSON token: what Jackson calls it. */
function tokenOf(value: unknown): string {
  if (typeof value === 'string') return 'STRING_VALUE';
  if (typeof value === 'number') return Number.isInteger(value) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE';
  return value === true ? 'TRUE_VALUE' : 'FALSE_VALUE';
}

function refuseCollection(wire: unknown, javaClass: string): void {
  if (Array.isArray(wire)) throw serializationError(`Unrecognized collection type class java.lang.${javaClass}`);
  if (typeof wire === 'object') throw serializationError('Start of structure or map found where not expected');
}

export interface StringConstraints {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly values?: readonly string[];
}

/** A string. AWS lists an enumeration's values in an order of its own: give them in that order. */
export function string(constraints: StringConstraints = {}): Shape<string> {
  const { min, max, pattern, values } = constraints;
  const expression = pattern === undefined ? undefined : new RegExp(`^(?:${pattern})$`);
  return {
    read(wire) {
      if (typeof wire === 'string') return wire;
      if (wire instanceof QueryText) return wire.text;
      refuseCollection(wire, 'String');
      throw serializationError(`${tokenOf(wire)} cannot be converted to String`);
    },
    check(value, path, problems) {
      const problem = (constraint: string): unknown =>
        problems.push(`Value '${value}' at '${path}' failed to satisfy constraint: Member must ${constraint}`);
      if (values && !values.includes(value)) problem(`satisfy enum value set: [${values.join(', ')}]`);
      if (expression && !expression.test(value)) problem(`satisfy regular expression pattern: ${pattern}`);
      if (min !== undefined && value.length < min) problem(`have length greater than or equal to ${min}`);
      if (max !== undefined && value.length > max) problem(`have length less than or equal to ${max}`);
    },
  };
}

export const boolean: Shape<boolean> = {
  read(wire) {
    if (typeof wire === 'boolean') return wire;
    if (wire instanceof QueryText && /^(?:true|false)$/i.test(wire.text)) return wire.text.toLowerCase() === 'true';
    refuseCollection(wire, 'Boolean');
    if (typeof wire === 'string') throw serializationError('Unexpected token received from parser');
    throw serializationError(`${tokenOf(wire)} cannot be converted to Boolean`);
  },
  check: () => undefined,
};

export interface NumberConstraints {
  readonly min?: number;
  readonly max?: number;
  /** Newer back ends name the member as the wire does and leave the value out. */
  readonly unechoed?: string;
}

function whole(javaClass: 'Integer' | 'Long', constraints: NumberConstraints): Shape<number> {
  return {
    read(wire) {
      if (typeof wire === 'number') return Math.trunc(wire);
      if (wire instanceof QueryText && /^[-+]?\d{1,19}$/.test(wire.text)) return Number(wire.text);
      refuseCollection(wire, javaClass);
      throw serializationError(`${tokenOf(wire)} cannot be converted to ${javaClass}`);
    },
    check(value, path, problems) {
      const what = constraints.unechoed === undefined ? `Value '${value}' at '${path}'` : `Value at '${constraints.unechoed}'`;
      const problem = (constraint: string): unknown =>
        problems.push(`${what} failed to satisfy constraint: Member must have ${constraint}`);
      if (constraints.min !== undefined && value < constraints.min) problem(`value greater than or equal to ${constraints.min}`);
      if (constraints.max !== undefined && value > constraints.max) problem(`value less than or equal to ${constraints.max}`);
    },
  };
}

export const integer = (constraints: NumberConstraints = {}): Shape<number> => whole('Integer', constraints);
export const long = (constraints: NumberConstraints = {}): Shape<number> => whole('Long', constraints);

export interface CollectionConstraints {
  readonly min?: number;
  readonly max?: number;
}

export function list<T>(member: Shape<T>, { min, max }: CollectionConstraints = {}): Shape<readonly T[]> {
  return {
    read(wire, inside) {
      if (Array.isArray(wire)) return wire.map((it) => member.read(it ?? null, 'value'));
      if (wire instanceof QueryText && wire.text === '') return [];
      if (isRecord(wire)) throw serializationError('Start of structure or map found where not expected');
      throw serializationError(inside === 'field' ? 'Unexpected field type' : noClassCast);
    },
    check(value, path, problems) {
      const size = value.length;
      if (min !== undefined && size < min) problems.push(sizeProblem(value, path, `greater than or equal to ${min}`));
      if (max !== undefined && size > max) problems.push(sizeProblem(value, path, `less than or equal to ${max}`));
      value.forEach((it, index) => {
        member.check(it, `${path}.${index + 1}.member`, problems);
      });
    },
  };
}

function sizeProblem(value: unknown, path: string, bound: string): string {
  return `Value '${javaText(value)}' at '${path}' failed to satisfy constraint: Member must have length ${bound}`;
}

/** A structure's AWS name, for its echo in a refusal. */
const structureName = Symbol('structureName');

/** How AWS prints a value into a refusal: Java's `toString` of it. */
export function javaText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(javaText).join(', ')}]`;
  if (!isRecord(value)) return String(value);
  const members = Object.entries(value).map(([name, it]) => [name, javaText(it)] as const);
  const name: unknown = Reflect.get(value, structureName);
  if (typeof name !== 'string') return `{${members.map(([key, text]) => `${key}=${text}`).join(', ')}}`;
  return `${name}(${members.map(([key, text]) => `${lowerFirst(key)}=${text}`).join(', ')})`;
}

/** A map from names to values. @param javaType AWS's name of the value's type, for the refusal of a list */
export function map<T>(
  member: Shape<T>,
  javaType: string,
  { min, max }: CollectionConstraints = {},
): Shape<{ readonly [name: string]: T }> {
  return {
    read(wire, inside) {
      if (isRecord(wire)) return Object.fromEntries(Object.entries(wire).map(([name, it]) => [name, member.read(it, 'value')]));
      if (Array.isArray(wire)) throw serializationError(`Unrecognized collection type java.util.Map<java.lang.String, ${javaType}>`);
      throw serializationError(inside === 'field' ? 'Unexpected field type' : noClassCast);
    },
    check(value, path, problems) {
      const size = Object.keys(value).length;
      if (min !== undefined && size < min) problems.push(sizeProblem(value, path, `greater than or equal to ${min}`));
      if (max !== undefined && size > max) problems.push(sizeProblem(value, path, `less than or equal to ${max}`));
      for (const [name, it] of Object.entries(value)) member.check(it, `${path}.${name}.member`, problems);
    },
  };
}

export type Members = { readonly [name: string]: Shape<unknown> };
type RequiredNames<M> = { [K in keyof M]: M[K] extends { readonly required: true } ? K : never }[keyof M];
export type StructureType<M> = { readonly [K in RequiredNames<M>]: ShapeType<M[K]> } & {
  readonly [K in Exclude<keyof M, RequiredNames<M>>]?: ShapeType<M[K]>;
};

/** A member that may not be null. */
export function required<T>(shape: Shape<T>): Shape<T> & { readonly required: true } {
  return { ...shape, required: true };
}

/**
 * A structure; members that it does not name are ignored, as AWS does. Problems come in the order of the members here.
 *
 * @param javaName AWS's name of the structure, with its package, for the refusal of a list
 */
export function structure<M extends Members>(javaName: string, members: M): Shape<StructureType<M>> {
  const entries = Object.entries(members).map(([name, shape]) => ({ name, shape, wordedName: lowerFirst(name) }));
  // One for all values: a property of each would cost more than reading it does.
  const named = { [structureName]: javaName.slice(javaName.lastIndexOf('.') + 1) };
  return {
    read(wire, inside) {
      if (!isRecord(wire)) {
        if (Array.isArray(wire)) throw serializationError(`Unrecognized collection type class ${javaName}`);
        throw serializationError(inside === 'field' ? 'Unexpected field type' : 'Unexpected value type in payload');
      }
      const result: { [name: string]: unknown } = Object.create(named);
      for (const { name, shape } of entries) {
        const value = Object.hasOwn(wire, name) ? wire[name] : undefined;
        if (value !== undefined && value !== null) result[name] = shape.read(value, 'field');
      }
      // Members are read by their own shapes, and `check` refuses the structure when a required one is missing.
      return result as StructureType<M>;
    },
    check(value, path, problems) {
      const record: { readonly [name: string]: unknown } = value;
      for (const { name, shape, wordedName } of entries) {
        const member = record[name];
        const memberPath = path === '' ? wordedName : `${path}.${wordedName}`;
        if (member !== undefined) shape.check(member, memberPath, problems);
        else if (shape.required) problems.push(`Value null at '${memberPath}' failed to satisfy constraint: Member must not be null`);
      }
    },
  };
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
