import { required, string } from '../../../protocol/shape.ts';
import { functionArn } from '../function-name.ts';
import { type FunctionUrl, urlIdOf } from '../function-url.ts';
import { cors, corsOf, urlDocument } from '../function-url-document.ts';
import { aliasQualifier, functionName } from '../members.ts';
import { type Operation, operation, referenceOf } from '../operation.ts';
import { conflict, notFound } from '../operation-error.ts';

/** @source "CreateFunctionUrlConfig", AWS Lambda API reference; answers recorded on AWS by localstack */
export const createFunctionUrlConfig: Operation = operation({
  name: 'CreateFunctionUrlConfig',
  method: 'POST',
  path: '/2021-10-31/functions/{FunctionName}/url',
  status: 201,
  input: {
    FunctionName: required(functionName),
    Qualifier: aliasQualifier,
    AuthType: required(string({ values: ['NONE', 'AWS_IAM'] })),
    Cors: cors,
    InvokeMode: string({ values: ['RESPONSE_STREAM', 'BUFFERED'] }),
  },
  run({ functions, world }, { FunctionName, Qualifier, AuthType, Cors, InvokeMode }) {
    const { functionName, qualifier } = referenceOf(FunctionName, Qualifier);
    const found = functions.get(functionName);
    if (!found || (qualifier !== undefined && !found.aliases.has(qualifier))) throw notFound('Function does not exist');
    const arn = functionArn(world, functionName, qualifier);
    if (found.urls.has(qualifier ?? '')) {
      const what = 'FunctionUrlConfig exists for this Lambda function';
      throw conflict(`Failed to create function url config for [functionArn = ${arn}]. Error message:  ${what}`);
    }
    const now = new Date(world.now()).toISOString();
    const url: FunctionUrl = {
      urlId: urlIdOf(world.hex(42)),
      functionName,
      qualifier,
      functionArn: arn,
      authType: AuthType === 'NONE' ? 'NONE' : 'AWS_IAM',
      cors: corsOf(Cors),
      invokeMode: InvokeMode === 'RESPONSE_STREAM' ? 'RESPONSE_STREAM' : 'BUFFERED',
      creationTime: now,
      lastModifiedTime: now,
    };
    found.urls.set(qualifier ?? '', url);
    const { InvokeMode: mode, LastModifiedTime: _, ...document } = urlDocument(world, url);
    return { ...document, ...(InvokeMode !== undefined && { InvokeMode: mode }) };
  },
});
