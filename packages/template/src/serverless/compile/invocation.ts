import type { Value } from '../../template.ts';
import type { Mapping } from '../section.ts';

/** The URI by which API Gateway invokes a function. */
export function invocationUri(arn: Value, { alias, isStreamed = false }: { alias?: string | undefined; isStreamed?: boolean } = {}): Value {
  const path = `:lambda:path/${isStreamed ? '2021-11-15' : '2015-03-31'}/functions/`;
  const parts: Value[] = ['arn:', { Ref: 'AWS::Partition' }, ':apigateway:', { Ref: 'AWS::Region' }, path, arn];
  const operation = isStreamed ? '/response-streaming-invocations' : '/invocations';
  return { 'Fn::Join': ['', [...parts, ...(alias === undefined ? [] : [':', alias]), operation]] };
}

/** The permission to invoke a function for any method of any stage of the API. */
export function permission(functionName: Value, api: Value): Mapping {
  const source = [
    'arn:',
    { Ref: 'AWS::Partition' },
    ':execute-api:',
    { Ref: 'AWS::Region' },
    ':',
    { Ref: 'AWS::AccountId' },
    ':',
    api,
    '/*/*',
  ];
  return {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      FunctionName: functionName,
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      SourceArn: { 'Fn::Join': ['', source] },
    },
  };
}
