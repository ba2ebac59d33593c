import { required, string } from '../../../protocol/shape.ts';
import { functionArn } from '../function-name.ts';
import { functionName, qualifier } from '../members.ts';
import { checkRevision, type Operation, operation, qualifiedFunction, referenceOf } from '../operation.ts';
import { notFound } from '../operation-error.ts';

/** @source "RemovePermission", AWS Lambda API reference; refusals recorded on AWS by localstack */
export const removePermission: Operation = operation({
  name: 'RemovePermission',
  method: 'DELETE',
  path: '/2015-03-31/functions/{FunctionName}/policy/{StatementId}',
  status: 204,
  input: {
    FunctionName: required(functionName),
    StatementId: required(string({ pattern: '([a-zA-Z0-9-_.]+)', min: 1, max: 100 })),
    Qualifier: qualifier,
    RevisionId: string(),
  },
  run(state, { FunctionName, StatementId, Qualifier, RevisionId }) {
    const { functions, world } = state;
    const reference = referenceOf(FunctionName, Qualifier);
    if (!functions.get(reference.functionName)) throw notFound(`No policy found for: ${functionArn(world, reference.functionName)}`);
    const found = qualifiedFunction(state, reference);
    const { qualifier = '' } = reference;
    const statements = found.policies.get(qualifier);
    if (!statements || statements.size === 0) throw notFound('No policy is associated with the given resource.');
    if (!statements.has(StatementId)) throw notFound(`Statement ${StatementId} is not found in resource policy.`);
    checkRevision(RevisionId, functions.revisionOf(reference));
    statements.delete(StatementId);
    functions.revise(found, qualifier);
    return undefined;
  },
});
