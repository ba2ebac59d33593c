import { required } from '../../../protocol/shape.ts';
import { accountConcurrency, minimumUnreserved, unreservedConcurrency } from '../account-limits.ts';
import { functionName, number } from '../members.ts';
import { type Operation, operation, unqualifiedFunction } from '../operation.ts';
import { invalidParameter } from '../operation-error.ts';

/** @source "PutFunctionConcurrency", AWS Lambda API reference; refusals recorded on AWS by localstack */
export const putFunctionConcurrency: Operation = operation({
  name: 'PutFunctionConcurrency',
  method: 'PUT',
  path: '/2017-10-31/functions/{FunctionName}/concurrency',
  input: { FunctionName: required(functionName), ReservedConcurrentExecutions: required(number({ min: 0 })) },
  run(state, { FunctionName, ReservedConcurrentExecutions: reserved }) {
    const { functions } = state;
    const found = unqualifiedFunction(state, FunctionName, '$LATEST');
    const own = found.latest.configuration.reservedConcurrentExecutions ?? 0;
    if (reserved > 0 && unreservedConcurrency(functions) + own - reserved < minimumUnreserved) {
      throw invalidParameter(
        `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${minimumUnreserved}].`,
        {},
      );
    }
    const provisioned = [...found.provisioned.values()].reduce((sum, it) => sum + it.requested, 0);
    if (provisioned > reserved) {
      throw invalidParameter(
        ` ReservedConcurrentExecutions  ${reserved} should not be lower than function's total provisioned concurrency [${provisioned}].`,
        {},
      );
    }
    functions.reserve(found, Math.min(reserved, accountConcurrency));
    return { ReservedConcurrentExecutions: reserved };
  },
});
