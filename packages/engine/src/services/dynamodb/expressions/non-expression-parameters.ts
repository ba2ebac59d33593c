import type { WireAttributeValue } from '../values/attribute-value.ts';
import type { Condition } from './condition.ts';
import type { KeyCondition } from './key-condition.ts';
import type { Projection } from './projection.ts';
import type { Update } from './update.ts';

export interface ExpectedParameter {
  readonly [attributeName: string]: {
    readonly Value?: WireAttributeValue | undefined;
    readonly Exists?: boolean | undefined;
    readonly ComparisonOperator?: string | undefined;
    readonly AttributeValueList?: readonly WireAttributeValue[] | undefined;
  };
}
export interface ConditionsParameter {
  readonly [attributeName: string]: {
    readonly ComparisonOperator?: string | undefined;
    readonly AttributeValueList?: readonly WireAttributeValue[] | undefined;
  };
}
export interface AttributeUpdatesParameter {
  readonly [attributeName: string]: { readonly Value?: WireAttributeValue | undefined; readonly Action?: string | undefined };
}

/**
 * Refuses a request with parameters of both kinds, each named in AWS's order.
 * @throws ServiceError ValidationException `Can not use both expression and non-expression parameters in the same request: ...`
 */
export declare function checkParameterKinds(request: { readonly [parameter: string]: unknown }): void;

/** `Expected` with its ConditionalOperator. @throws ServiceError ValidationException */
export declare function conditionOfExpected(expected: ExpectedParameter, conditionalOperator: string | undefined): Condition;
/** `QueryFilter` or `ScanFilter` with its ConditionalOperator. @throws ServiceError ValidationException */
export declare function conditionOfFilter(filter: ConditionsParameter, conditionalOperator: string | undefined): Condition;
/** `KeyConditions`. @throws ServiceError ValidationException */
export declare function keyConditionOf(keyConditions: ConditionsParameter): KeyCondition;
/** `AttributeUpdates`. @throws ServiceError ValidationException */
export declare function updateOfAttributeUpdates(updates: AttributeUpdatesParameter): Update;
/** `AttributesToGet`. @throws ServiceError ValidationException */
export declare function projectionOfAttributesToGet(names: readonly string[]): Projection;
