// Source: "Using resource-based policies for Lambda", AWS Lambda developer guide; the ARNs are those that SAM and serverless write.
import { expect, test } from 'vitest';
import { mayInvoke } from './resource-policy.ts';

const api = 'arn:aws:execute-api:us-east-1:123456789012:abc123';
const caller = { principal: 'apigateway.amazonaws.com', sourceArn: `${api}/prod/GET/users/{id}` };
const permission = { statementId: 's', action: 'lambda:InvokeFunction', principal: 'apigateway.amazonaws.com' };

test.each([
  { name: 'no statement', permissions: [], allowed: false },
  { name: 'no source ARN: any of the service', permissions: [permission], allowed: true },
  { name: 'the whole API', permissions: [{ ...permission, sourceArn: `${api}/*` }], allowed: true },
  { name: 'any stage and method (serverless)', permissions: [{ ...permission, sourceArn: `${api}/*/*` }], allowed: true },
  { name: 'one method, the parameter as a star (SAM)', permissions: [{ ...permission, sourceArn: `${api}/*/GET/users/*` }], allowed: true },
  { name: 'another method', permissions: [{ ...permission, sourceArn: `${api}/*/POST/users/*` }], allowed: false },
  {
    name: 'another API',
    permissions: [{ ...permission, sourceArn: 'arn:aws:execute-api:us-east-1:123456789012:other/*' }],
    allowed: false,
  },
  { name: 'a question mark is one character', permissions: [{ ...permission, sourceArn: `${api}/pro?/GET/users/*` }], allowed: true },
  { name: 'a prefix is not enough', permissions: [{ ...permission, sourceArn: `${api}/prod` }], allowed: false },
  { name: 'another service', permissions: [{ ...permission, principal: 's3.amazonaws.com' }], allowed: false },
  { name: 'everybody', permissions: [{ ...permission, principal: '*' }], allowed: true },
  { name: 'another action', permissions: [{ ...permission, action: 'lambda:GetFunction' }], allowed: false },
  { name: 'all actions', permissions: [{ ...permission, action: 'lambda:*' }], allowed: true },
  { name: 'the second statement', permissions: [{ ...permission, principal: 's3.amazonaws.com' }, permission], allowed: true },
])('$name: $allowed', ({ permissions, allowed }) => {
  expect(mayInvoke(permissions, caller)).toBe(allowed);
});
