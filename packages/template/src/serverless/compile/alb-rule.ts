import { nearestHint } from '../../nearest-name.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { properties } from '../draft.ts';
import type { Section } from '../section.ts';
import type { Service } from '../service.ts';

/** Which requests a rule is for. At least one condition must be there. */
export function albConditions(settings: Section): Value {
  const conditions = settings.section('conditions');
  if (!conditions || conditions.names.length === 0) {
    settings.missing('conditions', 'At least one condition must be defined: path, host, method, header, query or ip.');
    return [];
  }
  conditions.allow(['header', 'host', 'ip', 'method', 'path', 'query']);
  const list = (name: string): Value[] | undefined => {
    const value = conditions.raw(name);
    return value === undefined ? undefined : Array.isArray(value) ? [...value] : [value];
  };
  const path = list('path');
  const host = list('host');
  const method = list('method');
  const ip = list('ip');
  const query = conditions.section('query');
  return [
    ...(path ? [{ Field: 'path-pattern', Values: path }] : []),
    ...(host ? [{ Field: 'host-header', HostHeaderConfig: { Values: host } }] : []),
    ...(method ? [{ Field: 'http-request-method', HttpRequestMethodConfig: { Values: method } }] : []),
    ...(list('header') ?? []).map((it) => ({
      Field: 'http-header',
      HttpHeaderConfig: properties(isMapping(it) ? { HttpHeaderName: it.name, Values: it.values } : {}),
    })),
    ...(query
      ? [{ Field: 'query-string', QueryStringConfig: { Values: query.names.map((Key) => ({ Key, Value: query.raw(Key) ?? null })) } }]
      : []),
    ...(ip ? [{ Field: 'source-ip', SourceIpConfig: { Values: ip } }] : []),
  ];
}

const knownOfAny = ['onUnauthenticatedRequest', 'requestExtraParams', 'scope', 'sessionCookieName', 'sessionTimeout', 'type'];
const knownOfCognito = [...knownOfAny, 'allowUnauthenticated', 'userPoolArn', 'userPoolClientId', 'userPoolDomain'];
const knownOfOidc = [
  ...knownOfAny,
  'allowUnauthenticated',
  'authorizationEndpoint',
  'clientId',
  'clientSecret',
  'issuer',
  'tokenEndpoint',
  'userInfoEndpoint',
];

/** The actions that find out who asks, in the order they are named. */
export function albAuthorizers({ provider }: Service, settings: Section): Value[] {
  const registered = provider.section('alb')?.section('authorizers');
  const written = settings.raw('authorizer');
  if (written === undefined) return [];
  const names = settings.texts('authorizer');
  const actions: Value[] = [];
  for (const name of names) {
    const authorizer = registered?.has(name) ? registered.section(name) : undefined;
    if (!authorizer) {
      const message = `No match for "${name}" found in registered ALB authorizers`;
      const hint = nearestHint(name, registered?.names ?? []) ?? `Define "${name}" under provider.alb.authorizers.`;
      settings.report({ code: 'UNRESOLVED_REF', message, at: settings.placeOf('authorizer'), hint });
      continue;
    }
    const Order = actions.length + 1;
    if (authorizer.text('type') === 'cognito')
      actions.push({ Type: 'authenticate-cognito', Order, AuthenticateCognitoConfig: cognitoConfig(authorizer) });
    else actions.push({ Type: 'authenticate-oidc', Order, AuthenticateOidcConfig: oidcConfig(authorizer) });
  }
  return actions;
}

function session(authorizer: Section): { readonly [property: string]: Value | undefined } {
  return {
    OnUnauthenticatedRequest: authorizer.text('onUnauthenticatedRequest') ?? 'deny',
    AuthenticationRequestExtraParams: authorizer.raw('requestExtraParams'),
    Scope: authorizer.text('scope'),
    SessionCookieName: authorizer.text('sessionCookieName'),
    SessionTimeout: authorizer.number('sessionTimeout'),
  };
}

function cognitoConfig(authorizer: Section): Value {
  authorizer.allow(knownOfCognito);
  return properties({
    UserPoolArn: authorizer.raw('userPoolArn'),
    UserPoolClientId: authorizer.raw('userPoolClientId'),
    UserPoolDomain: authorizer.raw('userPoolDomain'),
    ...session(authorizer),
  });
}

function oidcConfig(authorizer: Section): Value {
  authorizer.allow(knownOfOidc);
  const secret = authorizer.raw('clientSecret');
  return properties({
    AuthorizationEndpoint: authorizer.text('authorizationEndpoint'),
    ClientId: authorizer.raw('clientId'),
    Issuer: authorizer.text('issuer'),
    TokenEndpoint: authorizer.text('tokenEndpoint'),
    UserInfoEndpoint: authorizer.text('userInfoEndpoint'),
    ...session(authorizer),
    ...(secret === undefined ? { UseExistingClientSecret: true } : { ClientSecret: secret }),
  });
}
