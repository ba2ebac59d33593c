// Source: "Invoke", AWS Lambda API reference: name, partial ARN and ARN, each with or without a qualifier.
import { expect, test } from 'vitest';
import { parseFunctionName } from './function-name.ts';

test.each([
  ['users', 'users', undefined],
  ['users:prod', 'users', 'prod'],
  ['users:$LATEST', 'users', '$LATEST'],
  ['123456789012:function:users', 'users', undefined],
  ['123456789012:function:users:7', 'users', '7'],
  ['function:users', 'users', undefined],
  ['arn:aws:lambda:us-east-1:123456789012:function:users', 'users', undefined],
  ['arn:aws:lambda:us-east-1:123456789012:function:users:prod', 'users', 'prod'],
  ['arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:users', 'users', undefined],
])('%s', (text, functionName, qualifier) => {
  expect(parseFunctionName(text)).toEqual({ functionName, qualifier });
});

test.each(['', 'users list', 'a:b:c:d:e'])('refuses "%s"', (text) => {
  expect(() => parseFunctionName(text)).toThrow(/failed to satisfy constraint: Member must satisfy regular expression pattern/);
});
