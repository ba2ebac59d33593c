// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the samples are code.
import { httpApi, type RuleRows, serverless } from './row.ts';

const cors = "'Access-Control-Allow-Origin': 'https://shop.example'";

export const answerRows: readonly RuleRows[] = [
  {
    rule: 'RESPONSE_WITHOUT_CORS',
    faulty: [
      `exports.handler = async (event) => { if (!event.path) return { statusCode: 404, body: '' }; return { statusCode: 200, headers: { ${cors} }, body: '' }; };`,
      `const headers = { ${cors} }; exports.handler = async (event) => event.path ? { statusCode: 200, headers, body: '' } : { statusCode: 400, headers: { 'Content-Type': 'text/plain' }, body: '' };`,
      {
        'handler.js': "exports.handler = async () => ({ statusCode: 200, body: '' });",
        'serverless.yml': serverless({ events: '- http:\n    path: /orders\n    method: get\n    cors: true' }),
      },
    ],
    fine: [
      "exports.handler = async () => ({ statusCode: 200, body: '' });",
      `const headers = { ${cors} }; exports.handler = async (event) => event.path ? { statusCode: 200, headers, body: '' } : { statusCode: 400, headers: { ...headers, a: 'b' }, body: '' };`,
      `const { headers } = require('./headers'); const own = { ${cors} }; exports.handler = async (event) => event.path ? { statusCode: 200, headers: own, body: '' } : { statusCode: 400, headers, body: '' };`,
      `const own = { ${cors} }; const with_ = (r) => ({ ...r, headers: own }); exports.handler = async (event) => with_({ statusCode: 404, body: '' }); exports.other = () => ({ statusCode: 200, headers: own, body: '' });`,
      {
        'handler.js': "exports.handler = async () => ({ statusCode: 200, body: '' });",
        'cloudformation.json': httpApi(true),
      },
    ],
  },
  {
    rule: 'SUCCESS_STATUS_WITH_ERROR',
    faulty: ["exports.handler = async () => ({ statusCode: 200, body: JSON.stringify({ error: 'not found' }) });"],
    fine: [
      "exports.handler = async () => ({ statusCode: 404, body: JSON.stringify({ error: 'not found' }) });",
      'exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify({ error: null, id: 1 }) });',
    ],
  },
  {
    rule: 'ERROR_TEXT_IN_RESPONSE',
    faulty: [
      'exports.handler = async () => { try { return await f(); } catch (e) { return { statusCode: 500, body: JSON.stringify({ message: e.message }) }; } }; async function f() {}',
      'exports.handler = async () => { try { return await f(); } catch (e) { return { statusCode: e.statusCode || 500, body: e.stack }; } }; async function f() {}',
      'export const fail = (err) => ({ statusCode: 502, body: `failed: ${err.message}` });',
      'exports.handler = async () => { try { return await f(); } catch (e) { return fail(e); } }; function fail(err, code = 500) { return { statusCode: code, body: err.message }; } async function f() {}',
    ],
    fine: [
      "exports.handler = async () => { try { return await f(); } catch (e) { console.error(e.message); return { statusCode: 500, body: 'Internal server error' }; } }; async function f() {}",
      "exports.handler = async () => { try { return await f(); } catch (e) { return { statusCode: e.statusCode || 500, body: e instanceof ApiError ? e.message : 'Internal server error' }; } }; class ApiError extends Error {} async function f() {}",
      'exports.handler = async () => { try { return await f(); } catch (e) { return { statusCode: 400, body: e.message }; } }; async function f() {}',
      "exports.handler = async () => { try { return await f(); } catch (e) { if (e instanceof ApiError) return fail(e, e.statusCode); return fail(new Error('Internal server error')); } }; class ApiError extends Error {} function fail(err, code = 500) { return { statusCode: code, body: err.message }; } async function f() {}",
      'exports.handler = async () => { try { return await f(); } catch (e) { if (!(e instanceof ApiError)) { throw e; } return { statusCode: e.statusCode ?? 500, body: e.message }; } }; class ApiError extends Error {} async function f() {}',
      'exports.handler = async ({ message }) => ({ statusCode: 500, body: message.message });',
    ],
  },
  {
    rule: 'ERROR_CLASS_WITHOUT_NAME',
    faulty: [
      'class Conflict extends Error { constructor(m) { super(m); this.statusCode = 409; } } exports.is = (e) => e instanceof Conflict;',
    ],
    fine: [
      "class Conflict extends Error { name = 'Conflict'; } exports.is = (e) => e instanceof Conflict;",
      "class Conflict extends Error { constructor(m) { super(m); this.name = 'Conflict'; } } exports.is = (e) => e instanceof Conflict;",
      'class Conflict extends Error {} exports.Conflict = Conflict;',
      {
        'handler.ts':
          "export class Conflict extends Error { override readonly name = 'Conflict'; } export const is = (e: unknown) => e instanceof Conflict;",
      },
    ],
  },
  {
    rule: 'UNAUTHORIZED_WITHOUT_CHALLENGE',
    faulty: ["exports.handler = async () => ({ statusCode: 401, body: '' });"],
    fine: [
      "exports.handler = async () => ({ statusCode: 401, headers: { 'www-authenticate': 'Bearer' }, body: '' });",
      "const { headers } = require('./h'); exports.handler = async () => ({ statusCode: 401, headers, body: '' });",
      "exports.handler = async () => ({ statusCode: 403, body: '' });",
    ],
  },
  {
    rule: 'VALIDATION_DETAILS_ECHO_INPUT',
    faulty: [
      "const Joi = require('joi'); const s = Joi.object({}); exports.handler = async (event) => { const { error } = s.validate(event.body); return { statusCode: 400, body: JSON.stringify(error.details) }; };",
      "import Joi from 'joi'; const s = Joi.object({}); export const handler = async (event) => { try { await s.validateAsync(event.body); } catch (e) { return { statusCode: 400, body: JSON.stringify({ faults: e.details }) }; } return { statusCode: 200, body: '' }; };",
    ],
    fine: [
      "const Joi = require('joi'); const s = Joi.object({}); exports.handler = async (event) => { const { error } = s.validate(event.body); return { statusCode: 400, body: JSON.stringify(error.details.map((it) => it.message)) }; };",
      'exports.handler = async (event) => { const { error } = check(event.body); return { statusCode: 400, body: JSON.stringify(error.details) }; }; function check() {}',
    ],
  },
  {
    rule: 'WILDCARD_ORIGIN',
    faulty: [
      "const h = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': 'true' }; exports.handler = async () => ({ statusCode: 200, headers: h, body: '' });",
      "const h = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'Authorization' }; exports.handler = async () => ({ statusCode: 200, headers: h, body: '' });",
      {
        'handler.js': "exports.handler = async () => ({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*' }, body: '' });",
        'serverless.yml': serverless({ provider: 'stage: prod' }),
      },
      {
        'handler.js': 'exports.handler = async () => ({});',
        'serverless.yml': serverless({
          provider: 'stage: production',
          events: '- http:\n    path: /orders\n    method: get\n    cors: true',
        }),
      },
    ],
    fine: [
      "exports.handler = async () => ({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*' }, body: '' });",
      `exports.handler = async () => ({ statusCode: 200, headers: { ${cors}, 'Access-Control-Allow-Credentials': 'true' }, body: '' });`,
      {
        'handler.js': 'exports.handler = async () => ({});',
        'serverless.yml': serverless({ provider: 'stage: dev', events: '- http:\n    path: /orders\n    method: get\n    cors: true' }),
      },
    ],
  },
  {
    rule: 'ORIGIN_ECHOED_WITHOUT_VARY',
    faulty: [
      "exports.handler = async (event) => ({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': event.headers.origin ?? event.headers.Origin }, body: '' });",
    ],
    fine: [
      "exports.handler = async (event) => ({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': event.headers.origin, Vary: 'Origin' }, body: '' });",
      `exports.handler = async () => ({ statusCode: 200, headers: { ${cors} }, body: '' });`,
    ],
  },
  {
    rule: 'PREFLIGHT_INCOMPLETE',
    faulty: ["exports.headers = { 'Access-Control-Allow-Methods': 'GET,PUT' };"],
    fine: [
      "exports.headers = { 'Access-Control-Allow-Methods': 'GET', 'Access-Control-Max-Age': '600' };",
      `exports.headers = { ${cors} };`,
    ],
  },
  {
    rule: 'PREFLIGHT_CODE_UNREACHABLE',
    faulty: [
      {
        'handler.js': "exports.handler = async ({ httpMethod }) => httpMethod === 'OPTIONS' ? 1 : 2;",
        'serverless.yml': serverless({ events: '- http:\n    path: /orders\n    method: get\n    cors: true' }),
      },
    ],
    fine: [
      {
        'handler.js': "exports.handler = async ({ httpMethod }) => httpMethod === 'OPTIONS' ? 1 : 2;",
        'serverless.yml': serverless({ events: '- http: ANY /orders' }),
      },
      {
        'handler.js': "exports.handler = async ({ httpMethod }) => httpMethod === 'OPTIONS' ? 1 : 2;",
        'serverless.yml': serverless({ events: '- http:\n    path: /orders\n    method: get\n    cors: true\n- http: ANY /others' }),
      },
    ],
  },
  {
    rule: 'PREFLIGHT_HEADERS_INCOMPLETE',
    faulty: [
      {
        'handler.js': "exports.handler = async (event) => event.headers['x-tenant'];",
        'serverless.yml': serverless({ events: '- http:\n    path: /orders\n    method: get\n    cors: true' }),
      },
      {
        'handler.js': 'exports.handler = async () => ({});',
        'serverless.yml': serverless({
          events:
            "- http:\n    path: /orders\n    method: get\n    private: true\n    cors:\n      origin: 'https://shop.example'\n      headers: [Content-Type]",
        }),
      },
    ],
    fine: [
      {
        'handler.js': "exports.handler = async (event) => event.headers['Stripe-Signature'];",
        'serverless.yml': serverless({ events: '- http:\n    path: /orders\n    method: get\n    cors: true' }),
      },
      {
        'handler.js': "exports.handler = async (event) => event.headers['x-tenant'];",
        'serverless.yml': serverless({
          events:
            '- http:\n    path: /orders\n    method: get\n    cors: true\n- http:\n    path: /others\n    method: get\n    cors:\n      origin: "https://shop.example"\n      headers: [X-Tenant]',
        }),
      },

      {
        'handler.js':
          "exports.handler = async (event) => [event.headers['x-api-key'], event.headers.Origin, event.headers['X-Forwarded-For']];",
        'serverless.yml': serverless({ events: '- http:\n    path: /orders\n    method: get\n    cors: true' }),
      },
      { 'handler.js': "exports.handler = async (event) => event.headers['x-tenant'];", 'serverless.yml': serverless() },
    ],
  },
  {
    rule: 'GATEWAY_ERRORS_WITHOUT_CORS',
    faulty: [
      {
        'handler.js': 'exports.handler = async () => ({});',
        'serverless.yml': serverless({ events: '- http:\n    path: /orders\n    method: get\n    cors: true' }),
      },
      {
        'handler.js': `exports.handler = async () => ({ statusCode: 200, headers: { ${cors} }, body: '' });`,
        'serverless.yml': serverless(),
      },
    ],
    fine: [
      { 'handler.js': "exports.handler = async () => ({ statusCode: 200, body: '' });", 'serverless.yml': serverless() },
      {
        'handler.js': 'exports.handler = async () => ({});',
        'serverless.yml': serverless({
          events: '- http:\n    path: /orders\n    method: get\n    cors: true',
          rest: `resources:\n  Resources:\n${['DEFAULT_4XX', 'DEFAULT_5XX']
            .map(
              (it) =>
                `    ${it.replace('_', '')}:\n      Type: AWS::ApiGateway::GatewayResponse\n      Properties:\n        RestApiId: !Ref ApiGatewayRestApi\n        ResponseType: ${it}\n        ResponseParameters:\n          gatewayresponse.header.Access-Control-Allow-Origin: "'*'"\n`,
            )
            .join('')}`,
        }),
      },
    ],
  },
  {
    rule: 'ROOT_PATH_NOT_ROUTED',
    faulty: [{ 'handler.js': 'exports.handler = async () => ({});', 'serverless.yml': serverless({ events: '- http: ANY /{rest+}' }) }],
    fine: [
      {
        'handler.js': 'exports.handler = async () => ({});',
        'serverless.yml': serverless({ events: '- http: ANY /{rest+}\n- http: ANY /' }),
      },
      { 'handler.js': 'exports.handler = async () => ({});', 'serverless.yml': serverless({ events: '- http: ANY /files/{rest+}' }) },
    ],
  },
];
