import { required, string } from '../../../protocol/shape.ts';
import { aliasDocument } from '../alias-document.ts';
import { functionArn } from '../function-name.ts';
import { aliasName, functionName } from '../members.ts';
import { type Operation, operation, referenceOf } from '../operation.ts';
import { notFound } from '../operation-error.ts';

/** @source "GetAlias", AWS Lambda API reference */
export const getAlias: Operation = operation({
  name: 'GetAlias',
  method: 'GET',
  path: '/2015-03-31/functions/{FunctionName}/aliases/{Name}',
  input: { FunctionName: required(functionName), Name: required(string(aliasName)) },
  run({ functions, world }, { FunctionName, Name }) {
    const { functionName } = referenceOf(FunctionName);
    const alias = functions.find({ functionName, qualifier: undefined }).aliases.get(Name);
    if (!alias) throw notFound(`Cannot find alias arn: ${functionArn(world, functionName, Name)}`);
    return aliasDocument(world, functionName, alias);
  },
});
