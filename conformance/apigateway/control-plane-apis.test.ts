// What the control plane answers of APIs, resources and methods, in AWS's words. By what was recorded: localstack's test_apigateway_api, test_apigateway_canary and
// test_apigateway_common. TARGET_URL calls another endpoint instead.
import { afterAll, beforeAll, test } from 'vitest';
import { type ServicesEndpoint, startServices } from '../start-services.ts';
import {
  badRequest,
  checkRow,
  conflict,
  invalid,
  noApi,
  noAuthorizer,
  noMethod,
  noResource,
  noSize,
  onlyReplace,
  patch,
  type Row,
  wrongAddressType,
  wrongOp,
  wrongTypes,
} from './control-plane-rows.ts';

let services: ServicesEndpoint;
beforeAll(async () => {
  services = await startServices();
});
afterAll(() => services.stop());

const rows: { readonly [name: string]: Row } = {
  'a new API': {
    request: 'GET {api}',
    status: 200,
    document: {
      apiKeySource: 'HEADER',
      description: 'this is my api',
      disableExecuteApiEndpoint: false,
      endpointConfiguration: { types: ['EDGE'], ipAddressType: 'ipv4' },
      tags: {},
    },
  },
  'an API with a blank description': {
    request: 'POST /restapis',
    body: { name: 'a', description: '' },
    ...badRequest('Description cannot be an empty string'),
  },
  'a compression size that is negative': { request: 'PATCH {api}', body: patch(['replace', '/minimumCompressionSize', '-1']), ...noSize },
  'a compression size that is a word': { request: 'PATCH {api}', body: patch(['replace', '/minimumCompressionSize', 'test']), ...noSize },
  'a compression size of zero': {
    request: 'PATCH {api}',
    body: patch(['replace', '/minimumCompressionSize', '0']),
    status: 200,
    document: { minimumCompressionSize: 0 },
  },
  'no compression size': {
    request: 'PATCH {api}',
    after: [['PATCH {api}', patch(['replace', '/minimumCompressionSize', '10'])]],
    body: patch(['replace', '/minimumCompressionSize', '']),
    status: 200,
    without: ['minimumCompressionSize'],
  },
  'a compression size that is added': { request: 'PATCH {api}', body: patch(['add', '/minimumCompressionSize', '10']), ...onlyReplace },
  'media types that are added': {
    request: 'PATCH {api}',
    body: patch(['add', '/binaryMediaTypes/image~1png'], ['add', '/binaryMediaTypes/image~1jpeg']),
    status: 200,
    document: { binaryMediaTypes: ['image/png', 'image/jpeg'] },
  },
  'media types, one replaced': {
    request: 'PATCH {api}',
    after: [['PATCH {api}', patch(['add', '/binaryMediaTypes/image~1png'], ['add', '/binaryMediaTypes/image~1jpeg'])]],
    body: patch(['replace', '/binaryMediaTypes/image~1png', 'image/gif']),
    status: 200,
    document: { binaryMediaTypes: ['image/jpeg', 'image/gif'] },
  },
  'media types as an array': {
    request: 'PATCH {api}',
    body: patch(['add', '/binaryMediaTypes/-', 'image/png']),
    status: 200,
    document: { binaryMediaTypes: ['-'] },
  },
  'media types as a whole': {
    request: 'PATCH {api}',
    body: patch(['add', '/binaryMediaTypes', 'a/b']),
    ...badRequest('Invalid patch path /binaryMediaTypes'),
  },
  'a description that is removed': {
    request: 'PATCH {api}',
    body: patch(['remove', '/description']),
    status: 200,
    without: ['description'],
  },
  'a patch of an unknown API': { request: 'PATCH /restapis/none', body: patch(['replace', '/apiKeySource', 'AUTHORIZER']), ...noApi },
  'two operations that are none': {
    request: 'PATCH {api}',
    body: patch(['wrong', '/name', 'a'], ['wrong', '/name', 'b']),
    ...invalid(wrongOp('updateRestApiInput', 1), wrongOp('updateRestApiInput', 2)),
  },
  'endpoints of no type': {
    request: 'POST /restapis',
    body: { name: 'a', endpointConfiguration: { types: [] } },
    ...badRequest('REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.'),
  },
  'endpoints of two types': {
    request: 'POST /restapis',
    body: { name: 'a', endpointConfiguration: { types: ['EDGE', 'REGIONAL'] } },
    ...badRequest('Cannot create an api with multiple Endpoint Types.'),
  },
  'endpoints and addresses of unknown types': {
    request: 'POST /restapis',
    body: { name: 'a', endpointConfiguration: { types: ['wrong'], ipAddressType: 'wrong' } },
    ...invalid(wrongTypes, wrongAddressType),
  },
  'a private API over IPv4': {
    request: 'POST /restapis',
    body: { name: 'a', endpointConfiguration: { types: ['PRIVATE'], ipAddressType: 'ipv4' } },
    ...badRequest('Only dualstack ipAddressType is supported for Private APIs.'),
  },
  'a private API': {
    request: 'POST /restapis',
    body: { name: 'a', endpointConfiguration: { types: ['PRIVATE'] } },
    status: 201,
    document: { endpointConfiguration: { types: ['PRIVATE'], ipAddressType: 'dualstack' } },
    without: ['tags'],
  },
  'an API that becomes private': {
    request: 'PATCH {api}',
    body: patch(['replace', '/endpointConfiguration/types/EDGE', 'PRIVATE']),
    status: 200,
    document: { endpointConfiguration: { types: ['PRIVATE'], ipAddressType: 'dualstack' } },
  },
  'an address type that is none': {
    request: 'PATCH {api}',
    body: patch(['replace', '/endpointConfiguration/ipAddressType', 'wrong']),
    ...badRequest('ipAddressType must be either ipv4 or dualstack.'),
  },
  'an endpoint type that is none': {
    request: 'PATCH {api}',
    body: patch(['replace', '/endpointConfiguration/types/0', 'wrong']),
    ...badRequest('Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE'),
  },

  'a resource': { request: 'POST {root}', body: { pathPart: 'dogs' }, status: 201, document: { path: '/dogs', pathPart: 'dogs' } },
  'a resource below none': { request: 'POST {api}/resources/none', body: { pathPart: 'a' }, ...noResource },
  'a resource of a name that is taken': {
    request: 'POST {root}',
    body: { pathPart: 'pets' },
    ...conflict('Another resource with the same parent already has this name: pets'),
  },
  'a variable beside a greedy one': {
    request: 'POST {root}',
    after: [['POST {root}', { pathPart: '{proxy+}' }]],
    body: { pathPart: '{dynamic}' },
    ...badRequest('A sibling ({proxy+}) of this resource already has a variable path part -- only one is allowed'),
  },
  'a resource that takes another name': {
    request: 'PATCH {pets}',
    body: patch(['replace', '/pathPart', 'dogs']),
    status: 200,
    document: { path: '/dogs', pathPart: 'dogs' },
  },
  'a path of a resource that is none': {
    request: 'PATCH {pets}',
    body: patch(['replace', '/invalid', 'dogs']),
    ...badRequest("Invalid patch path  '/invalid' specified for op 'replace'. Must be one of: [/parentId, /pathPart]"),
  },
  'a path part that is removed': {
    request: 'PATCH {pets}',
    body: patch(['remove', '/pathPart']),
    ...badRequest("Invalid patch path  '/pathPart' specified for op 'remove'. Please choose supported operations"),
  },
  'a parent that is none': { request: 'PATCH {pets}', body: patch(['replace', '/parentId', 'none']), ...noResource },
  'a resource that is its own parent': {
    request: 'PATCH {pets}',
    body: patch(['replace', '/parentId', '{petsId}']),
    ...badRequest('Resources cannot be cyclical.'),
  },
  'the root with a name': {
    request: 'PATCH {root}',
    body: patch(['replace', '/pathPart', 'a']),
    ...badRequest('Root resource cannot update its pathPart.'),
  },
  'the root with a parent': {
    request: 'PATCH {root}',
    body: patch(['replace', '/parentId', '{petsId}']),
    ...badRequest('Root resource cannot update its parentId.'),
  },
  'a resource that is gone': { request: 'DELETE {pets}', after: [['DELETE {pets}']], ...noResource },

  'a method of an unknown API': {
    request: 'PUT /restapis/none/resources/none/methods/WRONG',
    body: { authorizationType: 'NONE' },
    ...noResource,
  },
  'a method of an unknown name': {
    request: 'PUT {pets}/methods/WRONG',
    body: { authorizationType: 'NONE' },
    ...badRequest('Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY'),
  },
  'a method without its authorizer': { request: 'PUT {pets}/methods/POST', body: { authorizationType: 'CUSTOM' }, ...noAuthorizer },
  'a method with an unknown validator': {
    request: 'PUT {pets}/methods/POST',
    body: { authorizationType: 'NONE', requestValidatorId: 'none' },
    ...badRequest('Invalid Request Validator identifier specified'),
  },
  'a method with an unknown model': {
    request: 'PUT {pets}/methods/POST',
    body: { authorizationType: 'NONE', requestModels: { 'application/json': 'petModel' } },
    ...badRequest('Invalid model identifier specified: petModel'),
  },
  'two parameters of one name': {
    request: 'PUT {pets}/methods/POST',
    body: { authorizationType: 'NONE', requestParameters: { 'method.request.querystring.a': false, 'method.request.header.a': false } },
    ...badRequest('Parameter names must be unique across querystring, header and path'),
  },
  'a method that is deleted twice': { request: 'DELETE {get}', after: [['DELETE {get}']], ...noMethod },
  'a method, patched': {
    request: 'PATCH {get}',
    body: patch(
      ['add', '/requestParameters/method.request.querystring.q', 'true'],
      ['add', '/requestModels/application~1json', 'Empty'],
      ['replace', '/operationName', 'getPets'],
    ),
    status: 200,
    document: {
      requestParameters: { 'method.request.querystring.q': true },
      requestModels: { 'application/json': 'Empty' },
      operationName: 'getPets',
    },
  },
  'truth that is none': {
    request: 'PATCH {get}',
    body: patch(['replace', '/apiKeyRequired', 'whatever']),
    status: 200,
    document: { apiKeyRequired: false },
  },
  'an operation name that is added': { request: 'PATCH {get}', body: patch(['add', '/operationName', 'a']), ...onlyReplace },
  'a name of a method that is patched': {
    request: 'PATCH {get}',
    body: patch(['add', '/httpMethod', 'PUT']),
    ...badRequest('Invalid patch path /httpMethod'),
  },
  'parameters as a whole': {
    request: 'PATCH {get}',
    body: patch(['replace', '/requestParameters', 'a']),
    ...badRequest('Invalid patch path /requestParameters'),
  },
  'a content type that is not escaped': {
    request: 'PATCH {get}',
    body: patch(['add', '/requestModels/application/json', 'Empty']),
    ...badRequest('Invalid patch path /requestModels/application/json'),
  },
  'an authorizer where none is asked for': {
    request: 'PATCH {get}',
    body: patch(['replace', '/authorizerId', 'abc123']),
    status: 200,
    without: ['authorizerId'],
  },
  'a type without its authorizer': { request: 'PATCH {get}', body: patch(['replace', '/authorizationType', 'CUSTOM']), ...noAuthorizer },
};

test.each(Object.entries(rows))('%s', (_name, row) => checkRow(services.client.endpoint, row));
