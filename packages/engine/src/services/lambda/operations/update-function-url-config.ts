import { required, string } from '../../../protocol/shape.ts';
import { cors, corsOf, urlDocument } from '../function-url-document.ts';
import { aliasQualifier, functionName } from '../members.ts';
import { type Operation, operation, referenceOf } from '../operation.ts';
import { notFound } from '../operation-error.ts';

/** @source "UpdateFunctionUrlConfig", AWS Lambda API reference; answers recorded on AWS by localstack */
export const updateFunctionUrlConfig: Operation = operation({
  name: 'UpdateFunctionUrlConfig',
  method: 'PUT',
  path: '/2021-10-31/functions/{FunctionName}/url',
  input: {
    FunctionName: required(functionName),
    Qualifier: aliasQualifier,
    AuthType: string({ values: ['NONE', 'AWS_IAM'] }),
    Cors: cors,
    InvokeMode: string({ values: ['RESPONSE_STREAM', 'BUFFERED'] }),
  },
  run({ functions, world }, { FunctionName, Qualifier, AuthType, Cors, InvokeMode }) {
    const { functionName, qualifier = '' } = referenceOf(FunctionName, Qualifier);
    const found = functions.get(functionName);
    if (!found || (qualifier !== '' && !found.aliases.has(qualifier))) throw notFound('Function does not exist');
    const url = found.urls.get(qualifier);
    if (!url) throw notFound('The resource you requested does not exist.');
    const updated = {
      ...url,
      ...(AuthType !== undefined && { authType: AuthType === 'NONE' ? ('NONE' as const) : ('AWS_IAM' as const) }),
      ...(Cors !== undefined && { cors: corsOf(Cors) }),
      ...(InvokeMode !== undefined && { invokeMode: InvokeMode === 'BUFFERED' ? ('BUFFERED' as const) : ('RESPONSE_STREAM' as const) }),
      lastModifiedTime: new Date(world.now()).toISOString(),
    };
    found.urls.set(qualifier, updated);
    const { InvokeMode: mode, ...document } = urlDocument(world, updated);
    return { ...document, ...(InvokeMode !== undefined && { InvokeMode: mode }) };
  },
});
