import { authorizerDocument } from '../documents.ts';
import { putAuthorizer } from '../editable-http-api.ts';
import { apiOf, edit, membersOf, newId, type Operation, pageOf } from '../operation.ts';
import { readAuthorizer } from '../read-members.ts';
import { conflict, notFound } from '../refusals.ts';

const listed: Operation = {
  name: 'GetAuthorizers',
  method: 'GET',
  path: '/v2/apis/{apiId}/authorizers',
  status: 200,
  run: (plane, input) => pageOf([...apiOf(plane, input).authorizers.values()].map(authorizerDocument), input),
};

const got: Operation = {
  name: 'GetAuthorizer',
  method: 'GET',
  path: '/v2/apis/{apiId}/authorizers/{authorizerId}',
  status: 200,
  run(plane, input) {
    const found = apiOf(plane, input).authorizers.get(input.path.authorizerId ?? '');
    if (!found) throw notFound('Authorizer');
    return authorizerDocument(found);
  },
};

const created: Operation = {
  name: 'CreateAuthorizer',
  method: 'POST',
  path: '/v2/apis/{apiId}/authorizers',
  status: 201,
  run(plane, input) {
    const members = membersOf(input);
    const made = readAuthorizer(members, newId(plane.world), members);
    edit(plane, input, (api) => putAuthorizer(api, made));
    return authorizerDocument(made);
  },
};

const updated: Operation = {
  name: 'UpdateAuthorizer',
  method: 'PATCH',
  path: '/v2/apis/{apiId}/authorizers/{authorizerId}',
  status: 200,
  run: (plane, input) =>
    edit(plane, input, (api) => {
      const before = api.authorizers.get(input.path.authorizerId ?? '');
      if (!before) throw notFound('Authorizer');
      const after = readAuthorizer(membersOf(input), before.authorizerId, before.source, before);
      putAuthorizer(api, after);
      return authorizerDocument(after);
    }),
};

const deleted: Operation = {
  name: 'DeleteAuthorizer',
  method: 'DELETE',
  path: '/v2/apis/{apiId}/authorizers/{authorizerId}',
  status: 204,
  run: (plane, input) =>
    edit(plane, input, (api) => {
      const id = input.path.authorizerId ?? '';
      if (!api.authorizers.has(id)) throw notFound('Authorizer');
      for (const { authorizerId, routeKey } of api.routes.values()) {
        if (authorizerId === id) throw conflict(`Cannot delete Authorizer ${id}: the route ${routeKey} uses it`);
      }
      api.authorizers.delete(id);
    }),
};

export const authorizerOperations: readonly Operation[] = [listed, got, created, updated, deleted];
