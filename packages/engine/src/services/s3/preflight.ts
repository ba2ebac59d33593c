import { ServiceError } from '../../protocol/service-error.ts';
import { corsHeaders, corsRuleFor, corsRulesOf } from './cors-rules.ts';
import type { S3Answer, S3State } from './operation.ts';
import type { S3Request } from './s3-request.ts';

/** Answers an OPTIONS. @throws ServiceError AccessForbidden, BadRequest @source recordings of localstack's test_s3_cors */
export function answerPreflight(on: S3State, request: S3Request): S3Answer {
  const origin = request.header('origin');
  if (origin === undefined) throw new ServiceError('BadRequest', 'Insufficient information. Origin request header needed.', 400);
  const bucket = on.buckets.get(request.bucket);
  if (!bucket) throw forbidden('Bucket not found', 'OPTIONS', 'BUCKET');
  const rules = corsRulesOf(bucket);
  const method = request.header('access-control-request-method');
  if (!rules) throw forbidden('CORS is not enabled for this bucket.', method ?? 'OPTIONS', 'BUCKET');
  if (method === undefined) throw new ServiceError('BadRequest', 'Invalid Access-Control-Request-Method: null', 400);
  const asked = { origin, method, requestHeaders: namesIn(request) };
  const rule = corsRuleFor(rules, asked);
  if (!rule) {
    const message =
      "This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.";
    throw forbidden(message, method, request.key === '' ? 'BUCKET' : 'OBJECT');
  }
  return { headers: corsHeaders(rule, asked) };
}

function forbidden(message: string, Method: string, ResourceType: string): ServiceError {
  return new ServiceError('AccessForbidden', `CORSResponse: ${message}`, 403, { Method, ResourceType });
}

/** What a request says that it wants to send. */
function namesIn(request: S3Request): readonly string[] {
  const names = (request.header('access-control-request-headers') ?? '').split(',').map((it) => it.trim());
  return names.filter((it) => it !== '');
}

/**
 * The headers that an answer to a browser's page has, when the bucket lets the page in. What a preflight asks for counts here, too.
 * @source recordings of localstack's test_s3_cors
 */
export function pageHeaders(on: S3State, request: S3Request): { readonly [name: string]: string } {
  const origin = request.header('origin');
  const bucket = on.buckets.get(request.bucket);
  if (origin === undefined || !bucket) return {};
  const method = request.header('access-control-request-method') ?? request.method;
  const asked = { origin, method, requestHeaders: namesIn(request) };
  const rule = corsRuleFor(corsRulesOf(bucket) ?? [], asked);
  return rule ? corsHeaders(rule, asked) : {};
}
