import { required, string } from '../../../protocol/shape.ts';
import { functionDocument } from '../function-document.ts';
import { functionName } from '../members.ts';
import { checkRevision, type Operation, operation, referenceOf } from '../operation.ts';
import { configurationMembers, requestedVersion } from '../requested-configuration.ts';

/** @source "UpdateFunctionConfiguration", AWS Lambda API reference; answers recorded on AWS by localstack */
export const updateFunctionConfiguration: Operation = operation({
  name: 'UpdateFunctionConfiguration',
  method: 'PUT',
  path: '/2015-03-31/functions/{FunctionName}/configuration',
  input: { FunctionName: required(functionName), ...configurationMembers, RevisionId: string() },
  run(state, input) {
    const { functions, world } = state;
    const { functionName } = referenceOf(input.FunctionName);
    const found = functions.find({ functionName, qualifier: undefined });
    checkRevision(input.RevisionId, found.latest.details.revisionId);
    const updated = requestedVersion(state, found.latest, input);
    functions.put(updated.configuration, updated.details);
    functions.touch(found);
    return functionDocument(world, updated, { state: 'updating' });
  },
});
