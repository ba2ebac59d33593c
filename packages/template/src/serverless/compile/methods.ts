import { type Draft, properties } from '../draft.ts';
import { methodId, permissionId } from '../naming.ts';
import type { Service } from '../service.ts';
import { methodAuthorization } from './authorizers.ts';
import type { HttpEvent } from './http-event.ts';
import { compileIntegration } from './integration.ts';
import { afterAlias, invocationTarget, permission } from './invocation.ts';
import type { Validation } from './request.ts';
import { methodResponses } from './responses.ts';
import type { RestApi } from './rest-api.ts';

/** A method for each event. */
export function compileMethods(service: Service, events: readonly HttpEvent[], api: RestApi, validation: Validation, draft: Draft): void {
  for (const event of events) {
    const { target, path, method, section, place } = event;
    const authorization = methodAuthorization(event);
    const all = properties(
      {
        HttpMethod: method,
        RequestParameters: event.request.parameters,
        ResourceId: api.resource(path),
        RestApiId: api.id,
        OperationName: section.text('operationId'),
        ApiKeyRequired: section.flag('private') ?? false,
        ...authorization.properties,
        Integration: compileIntegration(service, event),
        MethodResponses: methodResponses(event),
        ...validation(event),
      },
      {
        HttpMethod: [section, 'method'],
        Integration: [section, 'integration'],
        ApiKeyRequired: [section, 'private'],
        AuthorizationType: [section, 'authorizer'],
      },
    );
    const dependsOn = target.alias ? [target.alias.logicalId] : [];
    // osls lays the authorizer over the permission, so that a method with an authorizer does not wait for the permission.
    dependsOn.unshift(authorization.dependsOn ?? permissionId(target.key));
    const id = methodId(path, method);
    if (api.methodIds.includes(id) && event.method !== 'OPTIONS')
      section.invalid('path', `and method are those of another event: ${method} /${path}.`, 'Remove one of the two.');
    draft.add(id, { Type: 'AWS::ApiGateway::Method', Properties: all, DependsOn: dependsOn }, place);
    api.methodIds.push(id);
  }
}

/** API Gateway may invoke each function that has an event. */
export function compilePermissions(events: readonly HttpEvent[], api: RestApi, draft: Draft): void {
  for (const { target, place } of events) {
    const id = permissionId(target.key);
    if (id in draft.resources) continue;
    draft.add(id, { ...permission(invocationTarget(target), api.id), ...afterAlias(target) }, place);
  }
}
