import { required } from '../../../protocol/shape.ts';
import { ownFunctionName, qualifier } from '../members.ts';
import { type Operation, operation, referenceOf } from '../operation.ts';
import { conflict, invalidParameter } from '../operation-error.ts';

/** A function, or one of its versions. @source "DeleteFunction", AWS Lambda API reference */
export const deleteFunction: Operation = operation({
  name: 'DeleteFunction',
  method: 'DELETE',
  path: '/2015-03-31/functions/{FunctionName}',
  status: 204,
  input: { FunctionName: required(ownFunctionName), Qualifier: qualifier },
  run({ functions, lambda }, { FunctionName, Qualifier }) {
    const { functionName, qualifier } = referenceOf(FunctionName, Qualifier);
    if (qualifier === '$LATEST') throw invalidParameter('$LATEST version cannot be deleted without deleting the function.');
    const found = functions.find({ functionName, qualifier: undefined });
    if (qualifier === undefined) {
      lambda.deleteFunction(functionName);
      return undefined;
    }
    if (found.aliases.has(qualifier)) throw invalidParameter('Deletion of aliases is not currently supported.');
    const alias = [...found.aliases.values()].find((it) => it.version === qualifier || Object.hasOwn(it.weights, qualifier));
    // The page says that such a version is kept; the wording is ours.
    if (alias) throw conflict(`Version ${qualifier} cannot be deleted: the alias ${alias.name} points at it.`);
    functions.deleteVersion(found, qualifier);
    return undefined;
  },
});
