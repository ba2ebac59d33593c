// What the control plane answers of responses, integrations, models, authorizers and the rest, in AWS's words. By what was recorded: localstack's
// test_apigateway_api and test_apigateway_common. TARGET_URL calls another endpoint instead.
import { afterAll, beforeAll, test } from 'vitest';
import { type ServicesEndpoint, startServices } from '../start-services.ts';
import {
  badRequest,
  checkRow,
  conflict,
  invalid,
  noApi,
  noIntegration,
  noMethod,
  noResource,
  noSchema,
  noStatus,
  notFound,
  noValidator,
  patch,
  type Row,
  unreadable,
  uri,
  wrongOp,
  wrongStatus,
} from './control-plane-rows.ts';

let services: ServicesEndpoint;
beforeAll(async () => {
  services = await startServices();
});
afterAll(() => services.stop());

const rows: { readonly [name: string]: Row } = {
  'a method response without anything': {
    request: 'PUT {get}/responses/201',
    body: {},
    status: 201,
    document: { statusCode: '201' },
    without: ['responseModels'],
  },
  'a method response with empty maps': {
    request: 'PUT {get}/responses/201',
    body: { responseModels: {}, responseParameters: {} },
    status: 201,
    document: { statusCode: '201', responseModels: {}, responseParameters: {} },
  },
  'a method response, patched': {
    request: 'PATCH {get}/responses/200',
    body: patch(['add', '/responseParameters/method.response.header.a', 'true'], ['add', '/responseModels/application~1json', 'Empty']),
    status: 201,
    document: { responseModels: { 'application/json': 'Empty' }, responseParameters: { 'method.response.header.a': true } },
  },
  'a parameter that is not there': {
    request: 'PATCH {get}/responses/200',
    body: patch(['remove', '/responseParameters/a']),
    ...notFound('Invalid parameter name specified'),
  },
  'a model that is not there': {
    request: 'PATCH {get}/responses/200',
    body: patch(['remove', '/responseModels/a']),
    ...notFound('Content-Type specified was not found'),
  },
  'a member of a method response that is none': {
    request: 'PATCH {get}/responses/200',
    body: patch(['add', '/wrong/a', 'b']),
    ...badRequest('Invalid patch path /wrong/a'),
  },
  'a status that is not there': { request: 'PATCH {get}/responses/201', body: patch(), ...noStatus },
  'a status and an operation that are none': {
    request: 'PATCH {get}/responses/wrong',
    body: patch(['wrong', '/responseModels/a', 'b']),
    ...invalid(wrongOp('updateMethodResponseInput', 1), wrongStatus),
  },

  'an integration of an unknown type': {
    request: 'PUT {get}/integration',
    body: { type: 'HTTPS_PROXY' },
    ...invalid(
      "Value 'HTTPS_PROXY' at 'putIntegrationInput.type' failed to satisfy constraint: Member must satisfy enum value set: [HTTP, MOCK, AWS_PROXY, HTTP_PROXY, AWS]",
    ),
  },
  'a mock that calls nobody': {
    request: 'PUT {get}/integration',
    body: { type: 'MOCK', uri: 'http://example.com' },
    status: 201,
    document: { type: 'MOCK', passthroughBehavior: 'WHEN_NO_MATCH', timeoutInMillis: 29_000 },
    without: ['uri', 'connectionType'],
  },
  'a proxy of a service that has none': {
    request: 'PUT {get}/integration',
    body: { type: 'AWS_PROXY', httpMethod: 'POST', uri: 'arn:aws:apigateway:us-east-1:s3:path/b/k' },
    ...badRequest("Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations."),
  },
  'a URI that is no ARN': {
    request: 'PUT {get}/integration',
    body: { type: 'AWS', httpMethod: 'POST', uri: 'non-valid-arn' },
    ...badRequest('Invalid ARN specified in the request'),
  },
  'an ARN that calls nothing': {
    request: 'PUT {get}/integration',
    body: { type: 'AWS', httpMethod: 'POST', uri: 'arn:aws:iam::0000000000:role/service-role/asdf' },
    ...badRequest('AWS ARN for integration must contain path or action'),
  },
  'a URL that is none': {
    request: 'PUT {get}/integration',
    body: { type: 'HTTP', httpMethod: 'POST', uri: 'non-valid-http' },
    ...badRequest('Invalid HTTP endpoint specified for URI'),
  },
  'an integration without a method': {
    request: 'PUT {get}/integration',
    body: { type: 'HTTP_PROXY', uri: 'http://example.com' },
    ...badRequest('Enumeration value for HttpMethod must be non-empty'),
  },
  'a method in small letters': {
    request: 'PUT {root}/methods/PUT',
    body: { authorizationType: 'none' },
    status: 201,
    document: { authorizationType: 'NONE', apiKeyRequired: false },
  },
  'an integration response before its method response': {
    request: 'PUT {get}/integration/responses/202',
    body: { selectionPattern: '' },
    status: 201,
    document: { statusCode: '202', selectionPattern: '' },
    without: ['responseTemplates'],
  },
  'a template that is null': {
    request: 'PUT {get}/integration/responses/200',
    body: { selectionPattern: '', responseTemplates: { 'application/json': null } },
    status: 201,
    document: { responseTemplates: { 'application/json': null } },
  },
  'a template that is empty': {
    request: 'PUT {get}/integration/responses/200',
    body: { responseTemplates: { 'application/json': '' } },
    status: 201,
    document: { responseTemplates: { 'application/json': null } },
  },
  'an integration of an unknown method': { request: 'PUT {pets}/methods/POST/integration', body: { type: 'MOCK' }, ...noMethod },
  'an HTTP integration': {
    request: 'PUT {get}/integration',
    body: { type: 'HTTP', httpMethod: 'POST', uri: 'http://127.0.0.1:9' },
    status: 201,
    document: {
      connectionType: 'INTERNET',
      passthroughBehavior: 'WHEN_NO_MATCH',
      timeoutInMillis: 29_000,
      cacheKeyParameters: [],
      cacheNamespace: '{petsId}',
    },
    without: ['integrationResponses', 'requestParameters'],
  },
  'a mapping expression that is none': {
    request: 'PUT {get}/integration',
    body: { type: 'MOCK', requestParameters: { 'integration.request.path.a': 'true' } },
    ...badRequest(
      'Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: true]',
    ),
  },
  'a mapping that is no text': {
    request: 'PUT {get}/integration',
    body: { type: 'MOCK', requestParameters: { 'integration.request.path.a': true } },
    ...unreadable('java.lang.Boolean'),
  },
  'a template that is a number': {
    request: 'PUT {get}/integration/responses/200',
    body: { responseTemplates: { 'application/json': 123 } },
    ...unreadable('com.amazon.coral.value.json.numbers.TruncatingBigNumber'),
  },
  'a content type that is none': {
    request: 'PUT {get}/integration/responses/200',
    body: { responseTemplates: { '123': 'a' } },
    ...badRequest('Validation Result: warnings : [], errors : [Invalid content type specified: 123]'),
  },
  'an integration response': {
    request: 'PUT {get}/integration/responses/200',
    body: { selectionPattern: '', responseTemplates: { 'application/json': '"created"' } },
    status: 201,
    document: { statusCode: '200', selectionPattern: '', responseTemplates: { 'application/json': '"created"' } },
  },
  'an integration response, patched': {
    request: 'PATCH {get}/integration/responses/200',
    after: [['PUT {get}/integration/responses/200', { selectionPattern: '' }]],
    body: patch(['replace', '/selectionPattern', 'updated']),
    status: 200,
    document: { selectionPattern: 'updated' },
  },
  'an integration response of a wrong status': { request: 'GET {get}/integration/responses/wrong', ...invalid(wrongStatus) },
  'an integration response that is not there': { request: 'GET {get}/integration/responses/404', ...noStatus },
  'an integration that is not there': { request: 'GET {get}/integration', after: [['DELETE {get}/integration']], ...noIntegration },
  'an integration response of no method': { request: 'DELETE {pets}/methods/POST/integration/responses/200', ...noIntegration },
  'an integration response of no resource': { request: 'DELETE {api}/resources/none/methods/GET/integration/responses/200', ...noResource },

  'a model': {
    request: 'POST {api}/models',
    body: { name: 'Pet', description: '', contentType: 'application/json', schema: '{"title":"Pet","type":"object"}' },
    status: 201,
    document: { name: 'Pet', schema: '{"title":"Pet","type":"object"}' },
    without: ['description'],
  },
  'a model of an unknown API': { request: 'POST /restapis/none/models', body: { name: 'A', schema: '{}' }, ...noApi },
  'a model that is not known': { request: 'GET {api}/models/MySchema', ...notFound('Invalid model name specified: MySchema') },
  'a model whose name is taken': {
    request: 'POST {api}/models',
    body: { name: 'Empty', contentType: 'application/json', schema: '{"type":"object"}' },
    ...conflict('Model name already exists for this REST API'),
  },
  'a model without a name': {
    request: 'POST {api}/models',
    body: { name: '', schema: '{"type":"object"}' },
    ...badRequest('Model name must be non-empty'),
  },
  'a model without a schema': { request: 'POST {api}/models', body: { name: 'A', contentType: 'application/json' }, ...noSchema },
  'a model with an empty schema': { request: 'PATCH {api}/models/Empty', body: patch(['replace', '/schema', '']), ...noSchema },
  'a name of a model that is patched': {
    request: 'PATCH {api}/models/Empty',
    body: patch(['replace', '/name', 'a']),
    ...badRequest("Invalid patch path  '/name' specified for op 'replace'. Must be one of: [/description, /schema]"),
  },
  'a model that a method uses': {
    request: 'DELETE {api}/models/Empty',
    after: [['PATCH {any}', patch(['add', '/requestModels/application~1json', 'Empty'])]],
    ...conflict("Cannot delete model 'Empty', is referenced in method request: //ANY"),
  },

  'a validator of an unknown API': {
    request: 'POST /restapis/none/requestvalidators',
    body: { name: 'a' },
    ...badRequest('Invalid REST API identifier specified'),
  },
  'validators of an unknown API': { request: 'GET /restapis/none/requestvalidators', ...noApi },
  'a validator that is not known': { request: 'GET {api}/requestvalidators/none', ...noValidator },
  'an authorizer of an unknown API': {
    request: 'POST /restapis/none/authorizers',
    body: { name: 'a', type: 'TOKEN', authorizerUri: uri, identitySource: 'method.request.header.Authorization' },
    ...conflict('Unable to complete operation due to concurrent modification. Please try again later.'),
  },
  'an authorizer of an unknown API, with a mistake': {
    request: 'POST /restapis/none/authorizers',
    body: { name: 'A', type: 'TOKEN', authorizerUri: 'x' },
    ...conflict('Unable to complete operation due to concurrent modification. Please try again later.'),
  },
  'an authorizer': {
    request: 'POST {api}/authorizers',
    body: { name: 'a', type: 'TOKEN', authorizerUri: uri, identitySource: 'method.request.header.Authorization' },
    status: 201,
    document: { authType: 'custom', type: 'TOKEN', name: 'a', authorizerUri: uri },
    without: ['authorizerResultTtlInSeconds'],
  },

  'a gateway response that nobody has set': {
    request: 'GET {api}/gatewayresponses/MISSING_AUTHENTICATION_TOKEN',
    status: 200,
    document: {
      defaultResponse: true,
      responseParameters: {},
      responseTemplates: { 'application/json': '{"message":$context.error.messageString}' },
      responseType: 'MISSING_AUTHENTICATION_TOKEN',
      statusCode: '403',
    },
  },
  'a gateway response of a class': {
    request: 'GET {api}/gatewayresponses/INTEGRATION_FAILURE',
    after: [['PUT {api}/gatewayresponses/DEFAULT_5XX', { statusCode: '599' }]],
    status: 200,
    document: { defaultResponse: true, statusCode: '599' },
  },
  'a default gateway response has no status': { request: 'GET {api}/gatewayresponses/DEFAULT_4XX', status: 200, without: ['statusCode'] },
  'a gateway response that is deleted unset': {
    request: 'DELETE {api}/gatewayresponses/DEFAULT_4XX',
    ...notFound('Gateway response type not defined on api'),
  },
  'a status of a gateway response that is added': {
    request: 'PATCH {api}/gatewayresponses/DEFAULT_4XX',
    body: patch(['add', '/statusCode', '1']),
    ...badRequest('Invalid patch path /statusCode'),
  },
  'a patch without a path': {
    request: 'PATCH {api}/gatewayresponses/DEFAULT_4XX',
    body: patch(['replace', undefined, '1']),
    ...badRequest('Invalid patch path null'),
  },
  'a template without text': {
    request: 'PATCH {api}/gatewayresponses/DEFAULT_4XX',
    body: patch(['add', '/responseTemplates/a~1b']),
    ...badRequest('Invalid null or empty value in responseTemplates'),
  },
  'a test of an unknown method': { request: 'POST {pets}/methods/POST', body: {}, ...noMethod },
};

test.each(Object.entries(rows))('%s', (_name, row) => checkRow(services.client.endpoint, row));
