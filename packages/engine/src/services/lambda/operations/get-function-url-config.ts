import { required } from '../../../protocol/shape.ts';
import { urlDocument } from '../function-url-document.ts';
import { aliasQualifier, functionName } from '../members.ts';
import { type Operation, operation, referenceOf } from '../operation.ts';
import { notFound } from '../operation-error.ts';

/** @source "GetFunctionUrlConfig", AWS Lambda API reference; answers recorded on AWS by localstack */
export const getFunctionUrlConfig: Operation = operation({
  name: 'GetFunctionUrlConfig',
  method: 'GET',
  path: '/2021-10-31/functions/{FunctionName}/url',
  input: { FunctionName: required(functionName), Qualifier: aliasQualifier },
  run({ functions, world }, { FunctionName, Qualifier }) {
    const { functionName, qualifier = '' } = referenceOf(FunctionName, Qualifier);
    const url = functions.get(functionName)?.urls.get(qualifier);
    if (!url) throw notFound('The resource you requested does not exist.');
    return urlDocument(world, url);
  },
});
