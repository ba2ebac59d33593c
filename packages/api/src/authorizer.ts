import { isApiError } from './errors.ts';
import type { AnyEvent, LambdaContext } from './events.ts';
import { ApiRequest } from './request.ts';
import type { Auth, Request } from './route.ts';

/** What API Gateway asks a Lambda authorizer: TOKEN, REQUEST, or an HTTP API's 2.0 format. */
export interface AuthorizerEvent extends AnyEvent {
  readonly type: string;
  readonly methodArn?: string;
  readonly routeArn?: string;
  readonly authorizationToken?: string;
}

/** An IAM policy for REST APIs and HTTP APIs with format 1.0; the simple response for format 2.0. */
export type AuthorizerResult =
  | { readonly isAuthorized: boolean; readonly context?: object }
  | {
      readonly principalId: string;
      readonly policyDocument: object;
      readonly context?: Readonly<Record<string, string | number | boolean>>;
    };

/**
 * A Lambda authorizer from the same verifier that a route's `auth` takes: `export const handler = authorizer(jwt({ ... }))`.
 * The policy is for the whole stage: API Gateway keeps it for the token and asks it for every other route.
 *
 * @source "Output from an API Gateway Lambda authorizer"; "Working with AWS Lambda authorizers for HTTP APIs"
 */
export function authorizer<User>(
  auth: Auth<User>,
  principalOf: (user: User) => string = defaultPrincipal,
): (event: AuthorizerEvent, context?: LambdaContext) => Promise<AuthorizerResult> {
  return async (event, context) => {
    const { authorizationToken, methodArn = event.routeArn ?? '', version } = event;
    // A TOKEN authorizer is given one header's value, and not which: it is the one that the verifier wants.
    const header = String(auth.scheme?.in === 'header' ? auth.scheme.name : 'authorization').toLowerCase();
    const asked: AnyEvent = event.type === 'TOKEN' ? { ...event, headers: { [header]: authorizationToken } } : event;
    const request = new ApiRequest(asked, context);
    try {
      const user = await auth.authenticate(request as Request);
      if (version === '2.0') return { isAuthorized: true, context: Object(user) };
      return { principalId: principalOf(user), policyDocument: policy('Allow', methodArn), context: flat(user) };
    } catch (error) {
      if (!isApiError(error) || error.statusCode >= 500) throw error;
      if (version === '2.0') return { isAuthorized: false };
      // REST APIs answer 401 to this very text, and 403 to a policy that denies.
      if (error.statusCode === 401) throw new Error('Unauthorized');
      return { principalId: 'denied', policyDocument: policy('Deny', methodArn) };
    }
  };
}

function policy(Effect: 'Allow' | 'Deny', methodArn: string): object {
  // arn:aws:execute-api:region:account:api/stage/METHOD/path
  const Resource = `${methodArn.split('/').slice(0, 2).join('/')}/*`;
  return { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect, Resource }] };
}

function defaultPrincipal(user: unknown): string {
  const { sub, name } = Object(user) as { sub?: unknown; name?: unknown };
  return String(sub ?? name ?? 'user');
}

/** REST APIs refuse an answer whose context holds lists or objects: those are passed as JSON. */
function flat(user: unknown): Record<string, string | number | boolean> {
  const context: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(Object(user))) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') context[name] = value;
    else if (value !== undefined && value !== null) context[name] = JSON.stringify(value);
  }
  return context;
}
