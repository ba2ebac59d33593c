import type { Bucket } from './bucket.ts';

/** A rule of a bucket's CORS configuration, as its document has it. */
export interface CorsRule {
  readonly ID: string | undefined;
  readonly AllowedHeader: readonly string[];
  readonly AllowedMethod: readonly string[];
  readonly AllowedOrigin: readonly string[];
  readonly ExposeHeader: readonly string[];
  readonly MaxAgeSeconds: number | undefined;
}

/** What a browser's page asks for. */
export interface CorsRequest {
  readonly origin: string;
  readonly method: string;
  /** Names that a preflight asks for; none of an actual request. */
  readonly requestHeaders: readonly string[];
}

/** Undefined when the bucket has no CORS configuration. */
export function corsRulesOf({ configurations }: Bucket): readonly CorsRule[] | undefined {
  const { cors } = configurations;
  if (cors === undefined) return undefined;
  const { CORSRule }: { CORSRule: readonly CorsRule[] } = JSON.parse(cors);
  return CORSRule;
}

/** The first rule that takes in the origin, the method and every header. @source "Using cross-origin resource sharing", Amazon S3 user guide */
export function corsRuleFor(rules: readonly CorsRule[], { origin, method, requestHeaders }: CorsRequest): CorsRule | undefined {
  return rules.find(
    (rule) =>
      rule.AllowedOrigin.some((it) => covers(it, origin)) &&
      rule.AllowedMethod.includes(method) &&
      requestHeaders.every((name) => rule.AllowedHeader.some((it) => covers(it.toLowerCase(), name.toLowerCase()))),
  );
}

/** The headers of an answer to the page. @source recordings of localstack's test_s3_cors */
export function corsHeaders(rule: CorsRule, { origin, requestHeaders }: CorsRequest): { readonly [name: string]: string } {
  const anyOrigin = rule.AllowedOrigin.find((it) => covers(it, origin)) === '*';
  return {
    'access-control-allow-origin': anyOrigin ? '*' : origin,
    'access-control-allow-methods': rule.AllowedMethod.join(', '),
    ...(requestHeaders.length > 0 && { 'access-control-allow-headers': requestHeaders.map((it) => it.toLowerCase()).join(', ') }),
    ...(rule.ExposeHeader.length > 0 && { 'access-control-expose-headers': rule.ExposeHeader.join(', ') }),
    ...(rule.MaxAgeSeconds !== undefined && { 'access-control-max-age': String(rule.MaxAgeSeconds) }),
    ...(!anyOrigin && { 'access-control-allow-credentials': 'true' }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}

/** One `*` stands for any text. */
function covers(pattern: string, text: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === text;
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
}
