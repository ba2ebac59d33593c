import { isRecord, type Shape, serializationError, structure } from '../../protocol/shape.ts';
import type { FunctionStore } from './function-store.ts';
import { invalidParameter } from './operation-error.ts';

export interface RoutingConfig {
  readonly AdditionalVersionWeights?: { readonly [version: string]: number };
}

/** Refusals recorded on AWS by localstack: a map's faults are told on the map as a whole, numbers as Java prints a double. */
const versionWeights: Shape<{ readonly [version: string]: number }> = {
  read(wire) {
    if (!isRecord(wire)) throw serializationError('Unexpected field type');
    return Object.fromEntries(Object.entries(wire).map(([version, weight]) => [version, Number(weight)]));
  },
  check(weights, path, problems) {
    const told = Object.entries(weights).map(([version, weight]) => `${version}=${Number.isInteger(weight) ? `${weight}.0` : weight}`);
    const problem = (what: string): unknown =>
      problems.push(`Value '{${told.join(', ')}}' at '${path}' failed to satisfy constraint: ${what}`);
    if (!Object.keys(weights).every((it) => /^\d{1,1024}$/.test(it)))
      problem(
        'Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+, Member must not be null]',
      );
    if (!Object.values(weights).every((it) => it >= 0 && it <= 1))
      problem(
        'Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]',
      );
  },
};

export const routingConfig: Shape<RoutingConfig> = structure('com.amazonaws.lambda.AliasRoutingConfiguration', {
  AdditionalVersionWeights: versionWeights,
});

/** @returns the weights that an alias may have @throws ServiceError InvalidParameterValueException, ResourceNotFoundException */
export function checkWeights(
  functions: FunctionStore,
  functionName: string,
  version: string,
  { AdditionalVersionWeights: weights = {} }: RoutingConfig = {},
): { readonly [version: string]: number } {
  const versions = Object.keys(weights);
  if (versions.length > 1) throw invalidParameter('Number of items in AdditionalVersionWeights cannot be greater than 1');
  for (const other of versions) {
    if (other === version)
      throw invalidParameter(
        `Invalid function version ${version}. Function version ${version} is already included in routing configuration.`,
      );
    if (version === '$LATEST') throw invalidParameter('$LATEST is not supported for an alias pointing to more than 1 version', {});
    functions.resolve({ functionName, qualifier: other });
  }
  return weights;
}
