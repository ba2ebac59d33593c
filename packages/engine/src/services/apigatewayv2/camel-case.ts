import { isMapping, type Mapping } from '../read-value.ts';

/** Members as the API writes them, `stageVariables`, from those that CloudFormation writes, `StageVariables`; the values stay. */
export function camelCased(from: Mapping): Mapping {
  return Object.fromEntries(Object.entries(from).map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]));
}

/** The same for one level more, of the members named. */
export function camelCasedWithin(from: Mapping, ...members: readonly string[]): Mapping {
  const outer = camelCased(from);
  return Object.fromEntries(
    Object.entries(outer).map(([name, value]) => [name, members.includes(name) && isMapping(value) ? camelCased(value) : value]),
  );
}
