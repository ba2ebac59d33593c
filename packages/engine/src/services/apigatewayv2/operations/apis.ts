import { booleanAt, type Mapping, mappingAt, textAt, textMapAt } from '../../read-value.ts';
import { apiDocument } from '../documents.ts';
import type { EditableHttpApi } from '../editable-http-api.ts';
import { apiOf, edit, membersOf, type Operation, pageOf } from '../operation.ts';
import { parseDocument } from '../parse-document.ts';
import { quickCreate } from '../quick-create.ts';
import { readCors } from '../read-members.ts';
import { badRequest } from '../refusals.ts';

const listed: Operation = {
  name: 'GetApis',
  method: 'GET',
  path: '/v2/apis',
  status: 200,
  run: (plane, input) =>
    pageOf(
      [...plane.apigatewayv2.apis.values()].map((it) => apiDocument(it, plane.world)),
      input,
    ),
};

const got: Operation = {
  name: 'GetApi',
  method: 'GET',
  path: '/v2/apis/{apiId}',
  status: 200,
  run: (plane, input) => apiDocument(apiOf(plane, input), plane.world),
};

const created: Operation = {
  name: 'CreateApi',
  method: 'POST',
  path: '/v2/apis',
  status: 201,
  run(plane, input) {
    const { apigatewayv2, world } = plane;
    const members = membersOf(input);
    const protocol = textAt(members, 'protocolType')?.toUpperCase();
    if (protocol === 'WEBSOCKET') throw badRequest('gatewright does not run WebSocket APIs');
    if (protocol !== 'HTTP') throw badRequest('ProtocolType must be given: HTTP or WEBSOCKET');
    const name = textAt(members, 'name');
    if (name === undefined || name === '') throw badRequest('Name is a required parameter');
    const cors = readCors(mappingAt(members, 'corsConfiguration'));
    const apiId = newApiId(world.hex(20));
    const api = apigatewayv2.createApi({ apiId, name, source: members });
    api.corsConfiguration = cors;
    change(api, members);
    const target = textAt(members, 'target');
    if (target !== undefined) {
      const routeKey = textAt(members, 'routeKey') ?? '$default';
      const credentialsArn = textAt(members, 'credentialsArn');
      quickCreate(apigatewayv2, { apiId, target, routeKey, credentialsArn, declaredBy: undefined, source: members });
    }
    return apiDocument(api, world);
  },
};

const updated: Operation = {
  name: 'UpdateApi',
  method: 'PATCH',
  path: '/v2/apis/{apiId}',
  status: 200,
  run(plane, input) {
    const members = membersOf(input);
    const cors = readCors(mappingAt(members, 'corsConfiguration'));
    return edit(plane, input, (api) => {
      if (cors) api.corsConfiguration = cors;
      change(api, members);
      return apiDocument(api, plane.world);
    });
  },
};

const deleted: Operation = {
  name: 'DeleteApi',
  method: 'DELETE',
  path: '/v2/apis/{apiId}',
  status: 204,
  run: (plane, input) => plane.apigatewayv2.deleteApi(apiOf(plane, input).apiId),
};

const corsDeleted: Operation = {
  name: 'DeleteCorsConfiguration',
  method: 'DELETE',
  path: '/v2/apis/{apiId}/cors',
  status: 204,
  run: (plane, input) =>
    edit(plane, input, (api) => {
      api.corsConfiguration = undefined;
    }),
};

const imported: Operation = {
  name: 'ImportApi',
  method: 'PUT',
  path: '/v2/apis',
  status: 201,
  run({ apigatewayv2, world }, input) {
    const document = parseDocument(textAt(membersOf(input), 'body') ?? '');
    const apiId = newApiId(world.hex(20));
    const api = apigatewayv2.createApi({ apiId, name: apiId, source: document });
    try {
      apigatewayv2.importApi(apiId, document);
    } catch (error) {
      // A document that is refused leaves nothing behind.
      apigatewayv2.deleteApi(apiId);
      throw error;
    }
    return apiDocument(api, world);
  },
};

const reimported: Operation = {
  name: 'ReimportApi',
  method: 'PUT',
  path: '/v2/apis/{apiId}',
  status: 201,
  run(plane, input) {
    const { apiId } = apiOf(plane, input);
    const document = parseDocument(textAt(membersOf(input), 'body') ?? '');
    // The whole API is what the document says: what others had added goes.
    edit(plane, input, (api) => {
      api.discardImport();
      api.routes.clear();
      api.integrations.clear();
      api.authorizers.clear();
      api.corsConfiguration = undefined;
    });
    plane.apigatewayv2.importApi(apiId, document);
    return apiDocument(apiOf(plane, input), plane.world);
  },
};

function change(api: EditableHttpApi, members: Mapping): void {
  api.name = textAt(members, 'name') ?? api.name;
  api.description = textAt(members, 'description') ?? api.description;
  api.version = textAt(members, 'version') ?? api.version;
  api.disableExecuteApiEndpoint = booleanAt(members, 'disableExecuteApiEndpoint') ?? api.disableExecuteApiEndpoint;
  api.tags = { ...api.tags, ...textMapAt(members, 'tags') };
}

/** Ten letters and digits that begin with a letter, as a host name's label. */
function newApiId(hex: string): string {
  return `a${BigInt(`0x${hex}`).toString(36).padStart(9, '0').slice(-9)}`;
}

export const apiOperations: readonly Operation[] = [listed, got, created, updated, deleted, corsDeleted, imported, reimported];
