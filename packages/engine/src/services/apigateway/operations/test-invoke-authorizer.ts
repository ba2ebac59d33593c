import { authorizerOf } from '../authorizer-input.ts';
import type { Operation } from '../operation.ts';
import { testInvocationOf } from '../test-invocation.ts';

/** @source "TestInvokeAuthorizer", Amazon API Gateway V1 API reference */
export const testInvokeAuthorizer: Operation = {
  name: 'TestInvokeAuthorizer',
  method: 'POST',
  path: '/restapis/{restapi_id}/authorizers/{authorizer_id}',
  status: 200,
  async run(plane, { path, body }) {
    const { id } = authorizerOf(plane, path);
    const invocation = testInvocationOf(path.restapi_id ?? '', body);
    const { latencyMs, ...tested } = await plane.testInvoker.authorizer({ ...invocation, authorizerId: id });
    return { ...tested, latency: latencyMs };
  },
};
