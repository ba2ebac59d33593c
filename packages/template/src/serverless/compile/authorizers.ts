import { nearestHint } from '../../nearest-name.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { type Draft, getArn, properties } from '../draft.ts';
import { knownProperties } from '../known-properties.ts';
import { authorizerId, permissionId } from '../naming.ts';
import { isUnresolved, type Section } from '../section.ts';
import type { Service } from '../service.ts';
import type { Authorizer, HttpEvent } from './http-event.ts';
import { afterAlias, invocationTarget, invocationUri, permission } from './invocation.ts';
import type { RestApi } from './rest-api.ts';

const defaultIdentitySource = 'method.request.header.Authorization';
const cognitoArn = /^arn:[a-zA-Z-]*:cognito-idp/;

export function readAuthorizer(service: Service, http: Section): Authorizer | undefined {
  const written = http.raw('authorizer');
  if (written === undefined || isUnresolved(written)) return undefined;
  const settings = isMapping(written) ? http.section('authorizer') : undefined;
  settings?.allow(knownProperties.authorizer);
  const type = settings?.text('type');
  const scopes = settings?.list('scopes') ?? [];
  const existing = settings?.raw('authorizerId');
  if (type !== undefined && existing !== undefined)
    return { kind: 'existing', type, authorizerId: existing, scopes, claims: settings?.texts('claims') ?? [] };
  const short = settings ? undefined : http.text('authorizer');
  if ((type ?? short)?.toUpperCase() === 'AWS_IAM') return { kind: 'iam' };
  const arn = settings?.raw('arn') ?? (short?.includes(':') ? short : undefined);
  const name = settings?.text('name') ?? (arn === undefined ? short : typeof arn === 'string' ? nameInArn(arn) : undefined);
  if (name === undefined) {
    http.invalid(
      'authorizer',
      'has neither a name nor an ARN to name it by.',
      'Give the name of a function of this service, or arn and name.',
    );
    return undefined;
  }
  const target = arn === undefined ? service.functions.find((it) => it.key === name) : undefined;
  if (arn === undefined && !target) {
    const hint = nearestHint(
      name,
      service.functions.map((it) => it.key),
    );
    http.report({
      code: 'UNRESOLVED_REF',
      message: `Function "${name}" doesn't exist in this Service`,
      at: http.placeOf('authorizer'),
      hint,
    });
    return undefined;
  }
  // The short form leaves the time to API Gateway, whose default is 300 too.
  const resultTtlInSeconds = settings ? (settings.number('resultTtlInSeconds') ?? 300) : undefined;
  const isUncachedRequest = type?.toUpperCase() === 'REQUEST' && resultTtlInSeconds === 0;
  const isCognito = type?.toUpperCase() === 'COGNITO_USER_POOLS' || (typeof arn === 'string' && cognitoArn.test(arn));
  return {
    kind: isCognito ? 'cognito' : 'lambda',
    name,
    type,
    arn: arn ?? (target ? invocationTarget(target) : getArn(name)),
    target,
    managedExternally: settings?.flag('managedExternally') ?? false,
    resultTtlInSeconds,
    identitySource: settings?.text('identitySource') ?? (isUncachedRequest ? undefined : defaultIdentitySource),
    identityValidationExpression: settings?.text('identityValidationExpression'),
    scopes,
    claims: settings?.texts('claims') ?? [],
    place: http.placeOfName('authorizer'),
  };
}

/** The part of a function's ARN that Serverless takes for its key: what follows the last dash. */
function nameInArn(arn: string): string {
  return arn.split(':').at(-1)?.split('-').at(-1) ?? arn;
}

/** What a method says about its authorizer. */
export function methodAuthorization({ authorizer }: HttpEvent): {
  readonly properties: { readonly [property: string]: Value };
  readonly dependsOn?: string;
} {
  if (!authorizer) return { properties: { AuthorizationType: 'NONE' } };
  if (authorizer.kind === 'iam') return { properties: { AuthorizationType: 'AWS_IAM' } };
  const isCognito =
    authorizer.kind === 'cognito' || (authorizer.kind === 'existing' && authorizer.type.toUpperCase() === 'COGNITO_USER_POOLS');
  const scopes = isCognito && authorizer.scopes.length > 0 ? authorizer.scopes : undefined;
  if (authorizer.kind === 'existing') {
    const isLambda = ['TOKEN', 'REQUEST'].includes(authorizer.type.toUpperCase());
    const AuthorizationType = isLambda ? 'CUSTOM' : authorizer.type;
    return {
      properties: properties({ AuthorizationType, AuthorizerId: authorizer.authorizerId, AuthorizationScopes: scopes }),
    };
  }
  const id = authorizerId(authorizer.name);
  const AuthorizationType = isCognito ? 'COGNITO_USER_POOLS' : 'CUSTOM';
  return { properties: properties({ AuthorizationType, AuthorizerId: { Ref: id }, AuthorizationScopes: scopes }), dependsOn: id };
}

/** The authorizers that the events name, and the permission to invoke their functions. */
export function compileAuthorizers(events: readonly HttpEvent[], api: RestApi, draft: Draft): void {
  for (const { authorizer } of events) {
    if (!authorizer || authorizer.kind === 'iam' || authorizer.kind === 'existing') continue;
    const { name, kind, arn, target, place } = authorizer;
    const all = properties({
      AuthorizerResultTtlInSeconds: authorizer.resultTtlInSeconds,
      IdentitySource: authorizer.identitySource,
      Name: name,
      RestApiId: api.id,
      IdentityValidationExpression: authorizer.identityValidationExpression,
      AuthorizerUri: kind === 'lambda' ? invocationUri(arn) : undefined,
      ProviderARNs: kind === 'cognito' ? [arn] : undefined,
      Type: kind === 'cognito' ? 'COGNITO_USER_POOLS' : (authorizer.type?.toUpperCase() ?? 'TOKEN'),
    });
    draft.add(authorizerId(name), { Type: 'AWS::ApiGateway::Authorizer', Properties: all, ...afterAlias(target) }, place);
  }
}

/** API Gateway may invoke the functions that decide. */
export function compileAuthorizerPermissions(events: readonly HttpEvent[], api: RestApi, draft: Draft): void {
  for (const { authorizer } of events) {
    if (authorizer?.kind !== 'lambda' || authorizer.managedExternally) continue;
    const id = permissionId(authorizer.name);
    if (id in draft.resources) continue;
    const alias = authorizer.target?.alias;
    draft.add(id, permission(alias ? { Ref: alias.logicalId } : authorizer.arn, api.id), authorizer.place);
  }
}
