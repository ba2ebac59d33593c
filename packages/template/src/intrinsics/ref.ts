import type { Value } from '../template.ts';
import type { Call, Intrinsic } from './intrinsic.ts';

export const ref: Intrinsic = {
  name: 'Ref',
  evaluate(call) {
    const { argument, fail } = call;
    return typeof argument === 'string' ? refValue(argument, call) : fail('Ref takes the name of a parameter or resource, as text.');
  },
};

/** What `Ref` answers to a name; undefined for `AWS::NoValue`, and after reporting. */
export function refValue(name: string, { scope, fail }: Pick<Call, 'scope' | 'fail'>): Value | undefined {
  if (name === 'AWS::NoValue') return undefined;
  if (name.startsWith('AWS::')) {
    const pseudo = Object.entries(scope.pseudo).find(([it]) => `AWS::${it}` === name);
    return pseudo ? pseudo[1] : fail(`There is no pseudo parameter "${name}".`, { code: 'UNRESOLVED_REF' });
  }
  if (Object.hasOwn(scope.parameters, name)) return scope.parameters[name];
  const value = scope.ref(name);
  if (value !== undefined) return value;
  return scope.declares(name)
    ? fail(`"${name}" was not created, so there is nothing to refer to.`, { code: 'UNRESOLVED_REF' })
    : fail(`"${name}" is neither a parameter nor a resource of this template.`, { code: 'UNRESOLVED_REF' });
}
