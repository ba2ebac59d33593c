import { integrationDocument } from '../documents.ts';
import { putIntegration } from '../editable-http-api.ts';
import { apiOf, edit, membersOf, newId, type Operation, pageOf } from '../operation.ts';
import { readIntegration } from '../read-members.ts';
import { conflict, notFound } from '../refusals.ts';

const listed: Operation = {
  name: 'GetIntegrations',
  method: 'GET',
  path: '/v2/apis/{apiId}/integrations',
  status: 200,
  run: (plane, input) => pageOf([...apiOf(plane, input).integrations.values()].map(integrationDocument), input),
};

const got: Operation = {
  name: 'GetIntegration',
  method: 'GET',
  path: '/v2/apis/{apiId}/integrations/{integrationId}',
  status: 200,
  run(plane, input) {
    const found = apiOf(plane, input).integrations.get(input.path.integrationId ?? '');
    if (!found) throw notFound('Integration');
    return integrationDocument(found);
  },
};

const created: Operation = {
  name: 'CreateIntegration',
  method: 'POST',
  path: '/v2/apis/{apiId}/integrations',
  status: 201,
  run(plane, input) {
    const members = membersOf(input);
    const made = readIntegration(members, newId(plane.world), members);
    edit(plane, input, (api) => putIntegration(api, made));
    return integrationDocument(made);
  },
};

const updated: Operation = {
  name: 'UpdateIntegration',
  method: 'PATCH',
  path: '/v2/apis/{apiId}/integrations/{integrationId}',
  status: 200,
  run: (plane, input) =>
    edit(plane, input, (api) => {
      const before = api.integrations.get(input.path.integrationId ?? '');
      if (!before) throw notFound('Integration');
      const after = readIntegration(membersOf(input), before.integrationId, before.source, before);
      putIntegration(api, after);
      return integrationDocument(after);
    }),
};

const deleted: Operation = {
  name: 'DeleteIntegration',
  method: 'DELETE',
  path: '/v2/apis/{apiId}/integrations/{integrationId}',
  status: 204,
  run: (plane, input) =>
    edit(plane, input, (api) => {
      const id = input.path.integrationId ?? '';
      if (!api.integrations.has(id)) throw notFound('Integration');
      for (const { target, routeKey } of api.routes.values()) {
        if (target === `integrations/${id}`) throw conflict(`Cannot delete Integration ${id}: it is the target of the route ${routeKey}`);
      }
      api.integrations.delete(id);
    }),
};

export const integrationOperations: readonly Operation[] = [listed, got, created, updated, deleted];
