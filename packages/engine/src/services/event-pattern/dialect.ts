/** One rule of a field's list. The value is undefined where the field is not there. */
export type Test = (value: unknown) => boolean;

/** What a service knows of the operators. */
export interface Dialect {
  readonly operators: readonly string[];
  /** Those that stand within `anything-but`, each of one value or of several. */
  readonly anythingBut: readonly string[];
  /** Whether `anything-but` takes several texts, and `prefix` and `suffix` take `equals-ignore-case`. */
  readonly extended: boolean;
}

export const eventBridge: Dialect = {
  operators: ['anything-but', 'cidr', 'equals-ignore-case', 'exists', 'numeric', 'prefix', 'suffix', 'wildcard'],
  anythingBut: ['equals-ignore-case', 'prefix', 'suffix', 'wildcard'],
  extended: true,
};

/** SNS has an earlier version. @source filter policies that SNS refused, recorded by localstack, 2024-05-15 */
export const filterPolicy: Dialect = {
  operators: eventBridge.operators.filter((it) => it !== 'wildcard'),
  anythingBut: ['prefix'],
  extended: false,
};
