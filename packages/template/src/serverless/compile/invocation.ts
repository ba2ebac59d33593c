import type { Value } from '../../template.ts';
import type { Mapping } from '../section.ts';

/** The URI by which API Gateway invokes a function. */
export function invocationUri(arn: Value, alias?: string): Value {
  const parts: Value[] = [
    'arn:',
    { Ref: 'AWS::Partition' },
    ':apigateway:',
    { Ref: 'AWS::Region' },
    ':lambda:path/2015-03-31/functions/',
    arn,
  ];
  return { 'Fn::Join': ['', [...parts, ...(alias === undefined ? [] : [':', alias]), '/invocations']] };
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
