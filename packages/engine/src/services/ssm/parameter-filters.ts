import { ServiceError } from '../../protocol/service-error.ts';
import { list, required, type Shape, string, structure, validationError } from '../../protocol/shape.ts';
import { latestOf, type Parameter } from './parameter.ts';

export interface ParameterFilter {
  /** `Name`, `Path`, `tag:Owner`. */
  readonly Key: string;
  readonly Option?: string;
  readonly Values?: readonly string[];
}

export const parameterFilters: Shape<readonly ParameterFilter[]> = list(
  structure('com.amazonaws.ssm.ParameterStringFilter', {
    Key: required(string({ min: 1, max: 132, pattern: 'tag:.+|Name|Type|KeyId|Path|Label|Tier|DataType' })),
    Option: string({ min: 1, max: 10 }),
    Values: list(string({ min: 1, max: 1024 }), { min: 1, max: 50 }),
  }),
);

const known: { readonly [key: string]: readonly string[] } = {
  Tier: ['Standard', 'Advanced', 'Intelligent-Tiering'],
  Type: ['String', 'StringList', 'SecureString'],
};

/**
 * Refuses filters that the operation does not take.
 * @param byPath for GetParametersByPath, which takes others than DescribeParameters
 * @source recorded from AWS by the tests of moto
 */
export function checkFilters(filters: readonly ParameterFilter[], byPath: boolean): void {
  const seen = new Set<string>();
  for (const { Key, Option, Values } of filters) {
    if (!byPath && Key === 'Label') throw invalidKey(`${Key}. Valid filter keys include: [Path, Name, Type, KeyId, Tier].`);
    if (byPath && ['Name', 'Path', 'Tier'].includes(Key)) throw invalidKey(`${Key}. Valid filter keys include: [Type, KeyId].`);
    if (!Key.startsWith('tag:') && Key !== 'KeyId' && Key !== 'Label' && !Values)
      throw new ServiceError('InvalidFilterValue', `The following filter values are missing : null for filter key ${Key}.`);
    if (seen.has(Key)) {
      const message = `The following filter is duplicated in the request: ${Key}. A request can contain only one occurrence of a specific filter.`;
      throw new ServiceError('InvalidFilterKey', message);
    }
    seen.add(Key);
    const options = Key === 'Path' ? ['Recursive', 'OneLevel'] : ['BeginsWith', 'Equals', ...(Key === 'Name' ? ['Contains'] : [])];
    if (Option !== undefined && !options.includes(Option)) {
      const valid = options.filter((it) => it !== 'Contains').join(', ');
      throw new ServiceError(
        'InvalidFilterOption',
        `The following filter option is not valid: ${Option}. Valid options include: [${valid}].`,
      );
    }
    for (const value of Values ?? []) {
      if (Key === 'Path') checkPath(value);
      const valid = known[Key];
      if (valid && !valid.includes(value)) {
        const message = `The following filter value is not valid: ${value}. Valid values include: [${valid.join(', ')}].`;
        throw new ServiceError('InvalidFilterOption', message);
      }
    }
  }
}

function invalidKey(rest: string): ServiceError {
  return new ServiceError('InvalidFilterKey', `The following filter key is not valid: ${rest}`);
}

/** @throws ServiceError ValidationException */
export function checkPath(path: string): void {
  if (/^\/(?:aws|ssm)/i.test(path)) {
    throw validationError(
      'Filters for common parameters can\'t be prefixed with "aws" or "ssm" (case-insensitive). When using global parameters, please specify within a global namespace.',
    );
  }
  if (path.startsWith('/') && !path.includes('//') && /^[\w.\-/]*$/.test(path)) return;
  throw validationError(
    'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". ' +
      'It can\'t be prefixed with "aws" or "ssm" (case-insensitive). It must use only letters, numbers, or the following symbols: ' +
      '. (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". ' +
      'Valid example: /get/parameters2-/by1./path0_.',
  );
}

/** Whether a parameter passes all filters. */
export function passes(parameter: Parameter, filters: readonly ParameterFilter[]): boolean {
  return filters.every((it) => passesOne(parameter, it));
}

function passesOne(parameter: Parameter, { Key, Option, Values }: ParameterFilter): boolean {
  const latest = latestOf(parameter);
  if (Key === 'Path') return (Values ?? []).some((path) => isBelow(parameter.name, path, Option === 'Recursive'));
  const actual = Key.startsWith('tag:') ? [parameter.tags[Key.slice(4)]] : valuesOf(Key, parameter, latest);
  const given = actual.filter((it) => it !== undefined);
  if (!Values) return given.length > 0;
  return given.some((it) => Values.some((value) => matches(it, value, Option, Key)));
}

function valuesOf(key: string, { name }: Parameter, latest: ReturnType<typeof latestOf>): readonly (string | undefined)[] {
  if (key === 'Name') return [name];
  if (key === 'Type') return [latest.type];
  if (key === 'KeyId') return [latest.keyId];
  if (key === 'Tier') return [latest.tier];
  return key === 'DataType' ? [latest.dataType] : latest.labels;
}

function matches(actual: string, value: string, option: string | undefined, key: string): boolean {
  // The slash of a root parameter is not part of its name.
  const wanted = key === 'Name' && !actual.startsWith('/') ? value.replace(/^\//, '') : value;
  if (option === 'BeginsWith') return actual.startsWith(wanted);
  return option === 'Contains' ? actual.includes(value) : actual === wanted;
}

/** Whether a parameter is under a path, or, unless `recursive`, right under it. */
export function isBelow(name: string, path: string, recursive: boolean): boolean {
  const full = name.startsWith('/') ? name : `/${name}`;
  const start = path.endsWith('/') ? path : `${path}/`;
  return full.startsWith(start) && (recursive || !full.slice(start.length).includes('/'));
}
