import { badRequest, methodOf, type Operation, resourceOf } from '../operation.ts';
import { testInvocationOf } from '../test-invocation.ts';

/** @source "TestInvokeMethod", Amazon API Gateway V1 API reference */
export const testInvokeMethod: Operation = {
  name: 'TestInvokeMethod',
  method: 'POST',
  path: '/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}',
  status: 200,
  async run(plane, { path, body }) {
    const { id: resourceId } = resourceOf(plane, path);
    const { httpMethod, methodIntegration } = methodOf(plane, path);
    if (!methodIntegration) throw badRequest('No integration defined for method');
    const invocation = testInvocationOf(path.restapi_id ?? '', body);
    const { latencyMs, headers, ...tested } = await plane.testInvoker.method({ ...invocation, resourceId, httpMethod });
    const single: Record<string, string> = Object.create(null);
    const multiValueHeaders: Record<string, string[]> = Object.create(null);
    for (let index = 0; index + 1 < headers.length; index += 2) {
      const name = headers[index] ?? '';
      const values = multiValueHeaders[name] ?? [];
      multiValueHeaders[name] = [...values, headers[index + 1] ?? ''];
      single[name] = headers[index + 1] ?? '';
    }
    return { ...tested, headers: single, multiValueHeaders, latency: latencyMs };
  },
};
