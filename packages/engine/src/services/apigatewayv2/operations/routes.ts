import { routeDocument } from '../documents.ts';
import { putRoute } from '../editable-http-api.ts';
import { apiOf, edit, membersOf, newId, type Operation, pageOf } from '../operation.ts';
import { readRoute } from '../read-members.ts';
import { notFound } from '../refusals.ts';

const listed: Operation = {
  name: 'GetRoutes',
  method: 'GET',
  path: '/v2/apis/{apiId}/routes',
  status: 200,
  run: (plane, input) => pageOf([...apiOf(plane, input).routes.values()].map(routeDocument), input),
};

const got: Operation = {
  name: 'GetRoute',
  method: 'GET',
  path: '/v2/apis/{apiId}/routes/{routeId}',
  status: 200,
  run(plane, input) {
    const found = apiOf(plane, input).routes.get(input.path.routeId ?? '');
    if (!found) throw notFound('Route');
    return routeDocument(found);
  },
};

const created: Operation = {
  name: 'CreateRoute',
  method: 'POST',
  path: '/v2/apis/{apiId}/routes',
  status: 201,
  run(plane, input) {
    const members = membersOf(input);
    const made = readRoute(members, newId(plane.world), members);
    edit(plane, input, (api) => putRoute(api, made));
    return routeDocument(made);
  },
};

const updated: Operation = {
  name: 'UpdateRoute',
  method: 'PATCH',
  path: '/v2/apis/{apiId}/routes/{routeId}',
  status: 200,
  run: (plane, input) =>
    edit(plane, input, (api) => {
      const before = api.routes.get(input.path.routeId ?? '');
      if (!before) throw notFound('Route');
      const after = readRoute(membersOf(input), before.routeId, before.source, before);
      putRoute(api, after);
      return routeDocument(after);
    }),
};

const deleted: Operation = {
  name: 'DeleteRoute',
  method: 'DELETE',
  path: '/v2/apis/{apiId}/routes/{routeId}',
  status: 204,
  run: (plane, input) =>
    edit(plane, input, (api) => {
      const id = input.path.routeId ?? '';
      if (!api.routes.has(id)) throw notFound('Route');
      api.routes.delete(id);
    }),
};

export const routeOperations: readonly Operation[] = [listed, got, created, updated, deleted];
