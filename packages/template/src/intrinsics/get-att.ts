import type { Value } from '../template.ts';
import type { Call, Intrinsic } from './intrinsic.ts';

export const fnGetAtt: Intrinsic = {
  name: 'Fn::GetAtt',
  evaluate(call) {
    const { argument, resolve, fail } = call;
    const written =
      typeof argument === 'string' ? [argument.slice(0, argument.indexOf('.')), argument.slice(argument.indexOf('.') + 1)] : argument;
    const [logicalId, ...path] = Array.isArray(written) ? written : [];
    // The attribute's name may be a Ref; nested stacks write their outputs in several parts.
    const attribute = path.map((it) => resolve(it)).join('.');
    if (typeof logicalId !== 'string' || attribute === '') {
      return fail('Fn::GetAtt takes a resource and an attribute.', { hint: 'Write !GetAtt RESOURCE.ATTRIBUTE.' });
    }
    return getAttValue(logicalId, attribute, call);
  },
};

/** What `Fn::GetAtt` answers; undefined after reporting. */
export function getAttValue(logicalId: string, attribute: string, { scope, fail }: Pick<Call, 'scope' | 'fail'>): Value | undefined {
  const value = scope.getAtt(logicalId, attribute);
  if (value !== undefined) return value;
  return scope.declares(logicalId)
    ? fail(`"${logicalId}" has no attribute "${attribute}", or was not created.`, { code: 'UNRESOLVED_REF' })
    : fail(`"${logicalId}" is not a resource of this template.`, { code: 'UNRESOLVED_REF' });
}
