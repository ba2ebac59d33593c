// What the control plane answers of documentation parts and versions, in AWS's words. By what was recorded: localstack's test_apigateway_api and
// test_apigateway_common. TARGET_URL calls another endpoint instead.
import { afterAll, beforeAll, test } from 'vitest';
import { type ServicesEndpoint, startServices } from '../start-services.ts';
import { badRequest, checkRow, invalid, noApi, notFound, patch, type Row } from './control-plane-rows.ts';

const noPart = notFound('Invalid Documentation part identifier specified');
const notBuilt = badRequest('Unable to build importer with provided input.');
const document = {
  swagger: '2.0',
  info: { title: 'documented', version: '1' },
  paths: {},
  'x-amazon-apigateway-documentation': {
    version: '1',
    documentationParts: [
      { location: { type: 'API' }, properties: { description: 'API description' } },
      { location: { type: 'METHOD', method: 'GET' }, properties: { description: 'Method description.' } },
      { location: { type: 'MODEL', name: 'Empty' }, properties: { title: 'Empty Schema' } },
      { location: { type: 'RESPONSE', method: 'GET', statusCode: '200' }, properties: { description: '200 response' } },
    ],
  },
};
const part = { location: { type: 'API' }, properties: '{"foo":"bar"}' };

let services: ServicesEndpoint;
beforeAll(async () => {
  services = await startServices();
});
afterAll(() => services.stop());

const rows: { readonly [name: string]: Row } = {
  'a part': { request: 'POST {api}/documentation/parts', body: part, status: 201, document: part },
  parts: {
    request: 'GET {api}/documentation/parts',
    after: [['POST {api}/documentation/parts', part]],
    status: 200,
    document: { item: [part] },
  },
  'a part of an unknown API': { request: 'POST /restapis/none/documentation/parts', body: part, ...noApi },
  'parts of an unknown API': { request: 'GET /restapis/none/documentation/parts', ...noApi },
  'a part of an unknown kind': {
    request: 'POST {api}/documentation/parts',
    body: { location: { type: 'INVALID' }, properties: '{}' },
    ...invalid(
      "Value 'INVALID' at 'createDocumentationPartInput.location.type' failed to satisfy constraint: Member must satisfy enum value set: [RESPONSE_BODY, RESPONSE, METHOD, MODEL, AUTHORIZER, RESPONSE_HEADER, RESOURCE, PATH_PARAMETER, REQUEST_BODY, QUERY_PARAMETER, API, REQUEST_HEADER]",
    ),
  },
  'a part that is not there': { request: 'GET {api}/documentation/parts/none', ...noPart },
  'a part that is not there, of an unknown API': { request: 'GET /restapis/none/documentation/parts/none', ...noPart },
  'a part that is not there, patched': {
    request: 'PATCH {api}/documentation/parts/none',
    body: patch(['replace', '/properties', '{}']),
    ...noPart,
  },
  'a part that is not there, deleted': { request: 'DELETE {api}/documentation/parts/none', ...noPart },
  'a part of an unknown API, deleted': { request: 'DELETE /restapis/none/documentation/parts/none', ...noApi },
  'imported parts': {
    request: 'GET {api}/documentation/parts',
    after: [['PUT {api}/documentation/parts?mode=overwrite', document]],
    status: 200,
    document: {
      item: [
        { location: { type: 'API' }, properties: '{"description":"API description"}' },
        { location: { type: 'METHOD', method: 'GET', path: '/' } },
        { location: { type: 'MODEL', name: 'Empty' } },
        { location: { type: 'RESPONSE', method: 'GET', path: '/', statusCode: '200' } },
      ],
    },
  },
  'parts that come with an API': {
    request: 'GET {api}/documentation/parts?type=MODEL',
    after: [['PUT {api}?mode=merge', document]],
    status: 200,
    document: { item: [{ location: { type: 'MODEL', name: 'Empty' }, properties: '{"title":"Empty Schema"}' }] },
  },
  'parts in no document': { request: 'PUT {api}/documentation/parts', body: { not: 'a document' }, ...notBuilt },
  'a version': {
    request: 'POST {api}/documentation/versions',
    body: { documentationVersion: 'v123' },
    status: 201,
    document: { version: 'v123' },
    without: ['description'],
  },
  'a version, patched': {
    request: 'PATCH {api}/documentation/versions/v123',
    after: [['POST {api}/documentation/versions', { documentationVersion: 'v123' }]],
    body: patch(['replace', '/description', 'doc version new']),
    status: 200,
    document: { version: 'v123', description: 'doc version new' },
  },
};

test.each(Object.entries(rows))('%s', (_name, row) => checkRow(services.client.endpoint, row));
