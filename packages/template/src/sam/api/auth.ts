import { placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import { type DraftMap, draftOf, isDraftMap, mapAt } from '../draft.ts';
import { isFilled } from '../is-filled.ts';
import { checkShapes } from '../properties.ts';
import type { Mapping } from '../sam-resource.ts';
import { addAuthorizers, authorizersOf, awsIamDefinition } from './authorizers.ts';
import { operationsOf, pathsOf, securityOf } from './definition.ts';
import { addCustomStatements, addResourcePolicy } from './resource-policy.ts';
import type { SamApi } from './sam-api.ts';

/**
 * Auth of an API: its authorizers, and which of them guards the methods that do not say so themselves.
 * @source "ApiAuth", AWS SAM developer guide
 */
export function addAuth(api: SamApi, definition: DraftMap, compilation: Compilation): void {
  const { auth, it } = api;
  checkShapes(
    auth,
    {
      AddApiKeyRequiredToCorsPreflight: 'boolean',
      AddDefaultAuthorizerToCorsPreflight: 'boolean',
      ApiKeyRequired: 'any',
      Authorizers: 'map',
      DefaultAuthorizer: 'text',
      InvokeRole: 'any',
      ResourcePolicy: 'map',
      UsagePlan: 'map',
    },
    `Auth of "${it.logicalId}"`,
    compilation,
    { empty: 'passes' },
  );
  addAuthorizers(api, definition, compilation);
  setDefaultAuthorizer(api, definition, compilation);
  if (isFilled(auth.ApiKeyRequired)) {
    addApiKeyDefinition(definition);
    const onPreflight = auth.AddApiKeyRequiredToCorsPreflight ?? true;
    for (const path of pathsOf(definition)) setDefaultApiKey(definition, path, onPreflight === true);
  }
  const { ResourcePolicy: policy } = auth;
  if (isMapping(policy)) {
    checkVpcLists(policy, it.logicalId, compilation);
    for (const path of pathsOf(definition)) addResourcePolicy(definition, policy, path, it.properties.StageName ?? null);
    addCustomStatements(definition, policy.CustomStatements);
  }
}

/** The names of VPCs and endpoints tell which is which, so they must be plain text. */
function checkVpcLists(policy: Mapping, logicalId: string, compilation: Compilation): void {
  for (const kind of ['Whitelist', 'Blacklist']) {
    const list = policy[`SourceVpc${kind}`];
    if (list === undefined || list === null || (Array.isArray(list) && list.every((it) => typeof it === 'string'))) continue;
    const hint = `For intrinsic functions there are IntrinsicVpc${kind} and IntrinsicVpce${kind}.`;
    const at = placeOfMember(policy, `SourceVpc${kind}`);
    reportInvalid(compilation, `SourceVpc${kind} of "${logicalId}" must be a list of texts.`, at, { hint });
  }
}

/** The security definition of API keys. */
export function addApiKeyDefinition(definition: DraftMap): void {
  mapAt(definition, 'securityDefinitions').api_key ??= { type: 'apiKey', name: 'x-api-key', in: 'header' };
}

function setDefaultAuthorizer(api: SamApi, definition: DraftMap, compilation: Compilation): void {
  const { DefaultAuthorizer: name, AddDefaultAuthorizerToCorsPreflight: onPreflight = true } = api.auth;
  if (name !== undefined && name !== null && typeof name !== 'string' && isFilled(name)) {
    reportInvalid(compilation, `DefaultAuthorizer of "${api.it.logicalId}" must be a text.`, placeOfMember(api.auth, 'DefaultAuthorizer'));
  }
  if (typeof name !== 'string' || name === '') return;
  const authorizers = authorizersOf(api);
  const authorizer = authorizers[name];
  if (name !== 'AWS_IAM' && !isMapping(authorizer)) {
    const at = placeOfMember(api.auth, 'DefaultAuthorizer');
    if (Object.keys(authorizers).length === 0) {
      reportIgnored(api, name, compilation);
      return;
    }
    const message = `DefaultAuthorizer of "${api.it.logicalId}" is "${name}", which is not in its Authorizers.`;
    reportInvalid(compilation, message, at, { code: 'UNRESOLVED_REF' });
    return;
  }
  const scopes = isMapping(authorizer) && Array.isArray(authorizer.AuthorizationScopes) ? authorizer.AuthorizationScopes : [];
  const names = ['AWS_IAM', ...Object.keys(authorizers)];
  for (const path of pathsOf(definition)) {
    for (const { method, operation } of operationsOf(definition, path)) {
      if (method === 'options' && onPreflight === false) continue;
      const security = securityOf(operation);
      const others = security.filter((it) => !names.some((known) => Object.hasOwn(it, known)));
      const own = security.filter((it) => !others.includes(it));
      // NONE, which an event writes to be left open, and an authorizer of the method's own go before the default.
      const open = others.find((it) => Object.hasOwn(it, 'NONE'));
      const chosen = open ? [] : own.length > 0 ? own : [{ [name]: draftOf(scopes) }];
      const result = [...others.filter((it) => it !== open), ...chosen];
      if (result.length === 0) continue;
      operation.security = result;
      if (isDraftMap(result[0]) && Object.hasOwn(result[0], 'AWS_IAM'))
        mapAt(definition, 'securityDefinitions').AWS_IAM ??= awsIamDefinition();
    }
  }
}

function setDefaultApiKey(definition: DraftMap, path: string, onPreflight: boolean): void {
  for (const { method, operation } of operationsOf(definition, path)) {
    const security = securityOf(operation);
    const others = security.filter((it) => !Object.hasOwn(it, 'api_key') && !Object.hasOwn(it, 'api_key_false'));
    const own = security.filter((it) => !others.includes(it));
    // `api_key_false` is how an event says that its method needs no key.
    const free = own.some((it) => Object.hasOwn(it, 'api_key_false')) || (method === 'options' && !onPreflight);
    const result = free ? others : [...others, { api_key: [] }];
    if (result.length > 0 || security.length > 0) operation.security = result;
  }
}

/** SAM passes over a DefaultAuthorizer when there are no Authorizers at all: the API is open, which is hardly meant. */
function reportIgnored({ auth, it }: SamApi, name: string, { report }: Compilation): void {
  const message = `DefaultAuthorizer of "${it.logicalId}" is "${name}", but there are no Authorizers: SAM ignores it, and the API is open.`;
  const hint = `Declare "${name}" under Auth.Authorizers.`;
  report({ code: 'UNRESOLVED_REF', severity: 'warning', message, at: placeOfMember(auth, 'DefaultAuthorizer'), hint });
}
