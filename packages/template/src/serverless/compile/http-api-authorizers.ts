import { nearestHint } from '../../nearest-name.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { type Draft, properties } from '../draft.ts';
import { normalizedName } from '../naming.ts';
import type { Section } from '../section.ts';
import type { Service, ServiceFunction } from '../service.ts';
import { afterAlias, invocationTarget, invocationUri, permission } from './invocation.ts';

/** One of `provider.httpApi.authorizers`. */
export interface HttpAuthorizer {
  readonly type: 'jwt' | 'request';
  readonly name: string;
  readonly settings: Section;
  /** The function of this service that decides. */
  readonly target: ServiceFunction | undefined;
}

export const httpAuthorizerId = (name: string): string => `HttpApiAuthorizer${normalizedName(name)}`;

const knownOfJwt = ['audience', 'identitySource', 'issuerUrl', 'name', 'type'];
const knownOfRequest = [
  'enableSimpleResponses',
  'functionArn',
  'functionName',
  'identitySource',
  'managedExternally',
  'name',
  'payloadVersion',
  'resultTtlInSeconds',
  'type',
];

/** By their keys; without a type they are of JWT. */
export function readHttpAuthorizers(service: Service): ReadonlyMap<string, HttpAuthorizer> {
  const authorizers = new Map<string, HttpAuthorizer>();
  for (const [key, settings] of service.httpApi.section('authorizers')?.sections() ?? []) {
    const type = settings.text('type') ?? 'jwt';
    const name = settings.text('name') || key;
    if (type === 'jwt') {
      settings.allow(knownOfJwt);
      for (const it of ['identitySource', 'issuerUrl', 'audience'])
        if (settings.raw(it) === undefined) settings.missing(it, 'An authorizer of JWT needs identitySource, issuerUrl and audience.');
      authorizers.set(key, { type, name, settings, target: undefined });
    } else if (type === 'request') {
      settings.allow(knownOfRequest);
      authorizers.set(key, { type, name, settings, target: requestTarget(service, key, settings) });
    } else settings.invalid('type', `is "${type}".`, 'Take jwt or request; aws_iam stands at the event.');
  }
  return authorizers;
}

/** A function of this service by its key, or any by its ARN. */
function requestTarget({ functions }: Service, key: string, settings: Section): ServiceFunction | undefined {
  const name = settings.text('functionName');
  const arn = settings.raw('functionArn');
  if (name === undefined && arn === undefined)
    settings.missing('functionName', `Either "functionArn" or "functionName" property needs to be set on authorizer "${key}".`);
  if (name !== undefined && arn !== undefined) settings.invalid('functionArn', 'stands beside functionName.', 'Keep one of the two.');
  if ((settings.number('resultTtlInSeconds') ?? 0) > 0 && settings.raw('identitySource') === undefined)
    settings.missing('identitySource', 'What is cached for resultTtlInSeconds needs an identity to be found by.');
  const target = functions.find((it) => it.key === name);
  if (name === undefined || target) return target;
  const hint = nearestHint(
    name,
    functions.map((it) => it.key),
  );
  const message = `Function "${name}" for HTTP API authorizer "${key}" not found in service.`;
  settings.report({ code: 'UNRESOLVED_REF', message, at: settings.placeOf('functionName'), hint });
  return undefined;
}

/** All authorizers, also those that no route names, and the permission to invoke their functions. */
export function compileHttpAuthorizers(authorizers: ReadonlyMap<string, HttpAuthorizer>, api: Value, draft: Draft): void {
  for (const authorizer of authorizers.values()) {
    const { type, name, settings, target } = authorizer;
    const all = properties(
      {
        ApiId: api,
        Name: name,
        IdentitySource: listOf(settings.raw('identitySource')),
        ...(type === 'jwt' ? jwtProperties(settings) : requestProperties(authorizer)),
      },
      { IdentitySource: [settings, 'identitySource'], AuthorizerResultTtlInSeconds: [settings, 'resultTtlInSeconds'] },
    );
    const waits = type === 'request' ? afterAlias(target) : {};
    draft.add(httpAuthorizerId(name), { Type: 'AWS::ApiGatewayV2::Authorizer', Properties: all, ...waits }, settings.place);
    if (type !== 'request' || settings.flag('managedExternally')) continue;
    const functionName = settings.raw('functionArn') ?? (target ? invocationTarget(target) : undefined);
    if (functionName === undefined) continue;
    const id = `${normalizedName(name)}LambdaAuthorizerPermissionHttpApi`;
    draft.add(id, { ...permission(functionName, api, '/*'), ...afterAlias(target) }, settings.place);
  }
}

function jwtProperties(settings: Section): { readonly [property: string]: Value | undefined } {
  const configuration = properties(
    { Audience: listOf(settings.raw('audience')), Issuer: settings.raw('issuerUrl') },
    { Audience: [settings, 'audience'], Issuer: [settings, 'issuerUrl'] },
  );
  return { AuthorizerType: 'JWT', JwtConfiguration: configuration };
}

function requestProperties({ settings, target }: HttpAuthorizer): { readonly [property: string]: Value | undefined } {
  const arn = settings.raw('functionArn') ?? (target ? invocationTarget(target) : undefined);
  return {
    AuthorizerType: 'REQUEST',
    EnableSimpleResponses: settings.flag('enableSimpleResponses'),
    AuthorizerResultTtlInSeconds: settings.number('resultTtlInSeconds'),
    AuthorizerPayloadFormatVersion: settings.text('payloadVersion') || '2.0',
    AuthorizerUri: arn === undefined ? undefined : invocationUri(arn),
  };
}

function listOf(value: Value | undefined): Value {
  if (value === undefined) return [];
  if (Array.isArray(value)) return [...new Set(value)];
  return [isMapping(value) ? value : String(value)];
}
