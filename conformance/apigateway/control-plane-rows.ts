import { expect } from 'vitest';

// The control plane of REST APIs over its wire protocol. Every row has an API of its own, with the resources / and /pets, ANY on / and GET on
// /pets (MOCK, method response 200).

const authorization =
  'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/apigateway/aws4_request, SignedHeaders=host, Signature=0000000000000000000000000000000000000000000000000000000000000000';

interface Answer {
  readonly status: number;
  readonly code: string | null;
  readonly document: Record<string, unknown>;
}

async function call(endpoint: string, method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${endpoint}${path}`, {
    method,
    headers: { authorization, 'x-amz-date': '20260101T000000Z', accept: 'application/json' },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, code: response.headers.get('x-amzn-errortype'), document: text === '' ? {} : JSON.parse(text) };
}

/** An API, and the names that rows have for its parts. */
async function createApi(endpoint: string): Promise<{ readonly [name: string]: string }> {
  const { document: api } = await call(endpoint, 'POST', '/restapis', { name: 'conformance', description: 'this is my api' });
  const root = String(api.rootResourceId);
  const { document: pets } = await call(endpoint, 'POST', `/restapis/${api.id}/resources/${root}`, { pathPart: 'pets' });
  const paths = [`/restapis/${api.id}/resources/${root}/methods/ANY`, `/restapis/${api.id}/resources/${pets.id}/methods/GET`];
  for (const path of paths) {
    await call(endpoint, 'PUT', path, { authorizationType: 'NONE' });
    await call(endpoint, 'PUT', `${path}/responses/200`, {});
    await call(endpoint, 'PUT', `${path}/integration`, { type: 'MOCK', requestTemplates: { 'application/json': '{"statusCode": 200}' } });
  }
  return {
    api: `/restapis/${api.id}`,
    root: `/restapis/${api.id}/resources/${root}`,
    pets: `/restapis/${api.id}/resources/${pets.id}`,
    get: paths[1] ?? '',
    any: paths[0] ?? '',
    rootId: root,
    petsId: String(pets.id),
  };
}

export interface Row {
  /** `METHOD path`, with the parts of the API in braces. */
  readonly request: string;
  readonly body?: unknown;
  /** Calls that come before. */
  readonly after?: readonly (readonly [request: string, body?: unknown])[];
  readonly status: number;
  readonly code?: string;
  readonly message?: string;
  /** Members that the answer has. */
  readonly document?: object;
  /** Members that it has not. */
  readonly without?: readonly string[];
}

type Refusal = Pick<Row, 'status' | 'code' | 'message'>;

export const notFound = (message: string): Refusal => ({ status: 404, code: 'NotFoundException', message });
export const badRequest = (message: string): Refusal => ({ status: 400, code: 'BadRequestException', message });
export const conflict = (message: string): Refusal => ({ status: 409, code: 'ConflictException', message });
export const invalid = (...violations: readonly string[]): Refusal => ({
  status: 400,
  code: 'ValidationException',
  message: `${violations.length} validation error${violations.length === 1 ? '' : 's'} detected: ${violations.join('; ')}`,
});
export const unreadable = (type: string): Refusal => ({
  status: 400,
  code: 'SerializationException',
  message: `class ${type} can not be converted to an String`,
});
export const patch = (...operations: readonly (readonly [op: string, path?: string | undefined, value?: string])[]): object => ({
  patchOperations: operations.map(([op, path, value]) => ({ op, path, value })),
});
export const wrongOp = (input: string, index: number): string =>
  `Value 'wrong' at '${input}.patchOperations.${index}.member.op' failed to satisfy constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]`;
export const wrongStatus: string =
  "Value 'wrong' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d";
export const wrongTypes: string =
  "Value '[wrong]' at 'createRestApiInput.endpointConfiguration.types' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [PRIVATE, EDGE, REGIONAL]]";
export const wrongAddressType: string =
  "Value 'wrong' at 'createRestApiInput.endpointConfiguration.ipAddressType' failed to satisfy constraint: Member must satisfy enum value set: [ipv4, dualstack]";
export const noApi: Refusal = notFound('Invalid API identifier specified 123456789012:none');
export const noResource: Refusal = notFound('Invalid Resource identifier specified');
export const noMethod: Refusal = notFound('Invalid Method identifier specified');
export const noIntegration: Refusal = notFound('Invalid Integration identifier specified');
export const noStatus: Refusal = notFound('Invalid Response status code specified');
export const noValidator: Refusal = notFound('Invalid Request Validator identifier specified');
export const onlyReplace: Refusal = badRequest('Invalid patch operation specified. Must be one of: [replace]');
export const noSize: Refusal = badRequest('Invalid minimum compression size, must be between 0 and 10485760');
export const noSchema: Refusal = badRequest('Model schema must have at least 1 property or array items defined');
export const noAuthorizer: Refusal = badRequest(
  'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
);
export const uri: string =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:authorizer/invocations';

/** Sends a row's calls to an endpoint and holds the last answer against the row. */
export async function checkRow(endpoint: string, row: Row): Promise<void> {
  const parts = await createApi(endpoint);
  const filled = (text: string): string => text.replace(/\{(\w+)\}/g, (all, name: string) => parts[name] ?? all);
  const send = (request: string, body?: unknown): Promise<Answer> => {
    const [method = '', path = ''] = filled(request).split(' ');
    return call(endpoint, method, path, body === undefined ? undefined : filled(JSON.stringify(body)));
  };
  for (const [request, body] of row.after ?? []) expect((await send(request, body)).status).toBeLessThan(300);
  const { status, code, document } = await send(row.request, row.body);
  expect({ status, code, message: document.message }).toEqual({ status: row.status, code: row.code ?? null, message: row.message });
  expect(document).toMatchObject(JSON.parse(filled(JSON.stringify(row.document ?? {}))));
  for (const member of row.without ?? []) expect(document).not.toHaveProperty(member);
}
