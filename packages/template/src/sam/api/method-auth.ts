import { placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import { type DraftMap, draftOf, isDraftMap, mapAt } from '../draft.ts';
import { isFilled } from '../is-filled.ts';
import { checkShapes } from '../properties.ts';
import type { Mapping } from '../sam-resource.ts';
import type { ApiRoute } from './api-route.ts';
import { addApiKeyDefinition } from './auth.ts';
import { authorizersOf, awsIamDefinition } from './authorizers.ts';
import { operationsOf, securityOf } from './definition.ts';
import { addCustomStatements, addResourcePolicy } from './resource-policy.ts';

/**
 * Auth of one method: its authorizer, whether it wants an API key, and who may call it.
 * @source "ApiFunctionAuth", AWS SAM developer guide
 */
export function addMethodAuth(route: ApiRoute, auth: Mapping, compilation: Compilation): void {
  const { event, api, definition, path } = route;
  checkShapes(
    auth,
    {
      ApiKeyRequired: 'any',
      AuthorizationScopes: 'list',
      Authorizer: 'text',
      InvokeRole: 'any',
      OverrideApiAuth: 'boolean',
      ResourcePolicy: 'map',
    },
    `Auth of ${event.owner.replace('The', 'the')}`,
    compilation,
    { unknown: 'ignored' },
  );
  const { Authorizer: authorizer, ApiKeyRequired: apiKeyRequired, ResourcePolicy: policy } = auth;
  if (isFilled(authorizer) && checkAuthorizer(route, auth, authorizer, compilation)) {
    setAuthorizer(route, String(authorizer), auth);
  }
  if (isFilled(auth.AuthorizationScopes) && !isFilled(authorizer)) {
    const at = placeOfMember(auth, 'AuthorizationScopes');
    reportInvalid(compilation, `AuthorizationScopes of ${event.owner.replace('The', 'the')} needs an Authorizer beside it.`, at);
  }
  if (apiKeyRequired !== undefined && apiKeyRequired !== null) {
    if (!isFilled(apiKeyRequired) && !isFilled(api.auth.ApiKeyRequired)) {
      const at = placeOfMember(auth, 'ApiKeyRequired');
      const message = `${event.owner} frees its method of an API key, but the API asks for none.`;
      reportInvalid(compilation, message, at, { hint: 'Take ApiKeyRequired: false out.' });
    } else setApiKeyRequired(route, isFilled(apiKeyRequired));
  }
  if (!isMapping(policy)) return;
  addResourcePolicy(definition, policy, path, stageOf(api.it.properties.StageName));
  addCustomStatements(definition, policy.CustomStatements);
}

/** SAM has only the name of the stage at hand here, or the word Stage when it is not plain text. */
function stageOf(stageName: Value | undefined): Value {
  return typeof stageName === 'string' ? stageName : 'Stage';
}

function checkAuthorizer({ event, api }: ApiRoute, auth: Mapping, authorizer: Value, compilation: Compilation): boolean {
  if (authorizer === 'AWS_IAM') return true;
  const at = placeOfMember(auth, 'Authorizer');
  if (authorizer === 'NONE') {
    if (api.auth.DefaultAuthorizer) return true;
    const message = `${event.owner} takes the authorizer away from its method, but the API has no DefaultAuthorizer.`;
    reportInvalid(compilation, message, at, { hint: 'Take Authorizer: NONE out.' });
    return false;
  }
  const names = Object.keys(authorizersOf(api));
  if (typeof authorizer === 'string' && names.includes(authorizer)) return true;
  const hint = names.length > 0 ? `It has ${names.join(', ')}.` : `Declare it under Auth.Authorizers of "${api.it.logicalId}".`;
  const message = `${event.owner} names the authorizer ${JSON.stringify(authorizer)}, which "${api.it.logicalId}" does not have.`;
  reportInvalid(compilation, message, at, { code: 'UNRESOLVED_REF', hint });
  return false;
}

function setAuthorizer({ api, definition, path, method }: ApiRoute, name: string, auth: Mapping): void {
  const authorizer = authorizersOf(api)[name];
  const own = isMapping(authorizer) ? authorizer : undefined;
  const scopes = own && (auth.AuthorizationScopes ?? own.AuthorizationScopes);
  for (const { operation } of operationsOf(definition, path, method)) {
    addSecurity(operation, { [name]: Array.isArray(scopes) ? scopes.map(draftOf) : [] });
    const first = securityOf(operation)[0];
    if (first && Object.hasOwn(first, 'AWS_IAM')) mapAt(definition, 'securityDefinitions').AWS_IAM ??= awsIamDefinition();
  }
}

function setApiKeyRequired({ definition, path, method }: ApiRoute, required: boolean): void {
  if (required) addApiKeyDefinition(definition);
  // The mark that keeps the API's own setting off this method is taken out again when that is applied.
  const security = required ? { api_key: [] } : { api_key_false: [] };
  for (const { operation } of operationsOf(definition, path, method)) addSecurity(operation, security);
}

function addSecurity(operation: DraftMap, security: DraftMap): void {
  const before = Array.isArray(operation.security) ? operation.security.filter(isDraftMap) : [];
  operation.security = [...before, { ...security }];
}
