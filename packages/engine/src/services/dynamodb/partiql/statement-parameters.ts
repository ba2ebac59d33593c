import { type AttributeValue, checkAttributeValue, type WireAttributeValue } from '../values/attribute-value.ts';
import { invalidParameterValue } from '../values/invalid-parameter.ts';

/**
 * The values of a statement's `?`, which AWS checks before it reads the statement. A NULL must be true here, unlike in items.
 *
 * @throws ServiceError ValidationException
 * @source captured from DynamoDB in eu-west-2, 2026-09, by floci's tests
 */
export function checkParameters(parameters: readonly WireAttributeValue[] | undefined): readonly AttributeValue[] {
  return (parameters ?? []).map((wire) => {
    if (wire.NULL === false) throw invalidParameterValue('Null attribute value types must have the value of true');
    return checkAttributeValue(wire);
  });
}
