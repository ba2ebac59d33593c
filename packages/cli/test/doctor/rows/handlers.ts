// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the samples are code.
import { httpApi, type RuleRows, serverless } from './row.ts';

export const handlerRows: readonly RuleRows[] = [
  {
    rule: 'SOURCE_UNREADABLE',
    faulty: ['exports.handler = async () => { return { statusCode: 200, body: "" };'],
    fine: ['exports.handler = async () => ({ statusCode: 200, body: "" });', '#!/usr/bin/env node\nreturn;'],
  },
  {
    rule: 'UNDECLARED_NAME',
    faulty: [
      'exports.handler = async () => ({ statusCode: 200, body: loadAll() });',
      'export const handler = async () => ({ statusCode: 200, body: JSON.stringify({ orders }) });',
      'exports.handler = async () => { if (ready) return 1; };',
    ],
    fine: [
      {
        'handler.js': "exports.handler = async () => ({ statusCode: 200, body: '' });",
        'web/app.js': 'alert(localStorage.length); $(root);',
      },

      "const { a: { b }, ...others } = require('./x'); exports.handler = async ({ body, ...event }, [c] = []) => [b, others, body, event, c];",
      'exports.handler = async () => { try { f(); } catch { g(); } function f() {} var g = () => x; let x; };',
      'class A extends Error { #p = 1; static s = A; get v() { return this.#p; } }\nlabel: for (const k of [A]) { if (k) continue label; }\nexports.A = A;',
      'export default async () => { const { statusCode: code } = { statusCode: 1 }; return { code, fetch, URL, Buffer, structuredClone, setTimeout }; };',
      "import fs, { readFile as read } from 'node:fs'; export { read, fs as files }; export { x } from './x.js'; export const u = import.meta.url;",
      'exports.handler = async () => (typeof awslambda2 === "undefined" ? 1 : awslambda2);',
      'exports.handler = async () => __VERSION__ + BUILD_ID;',
      'counter = 0; exports.handler = async () => counter++;',
      "require('./setup'); exports.handler = async function named() { return [named, arguments, module, __dirname]; };",
      { 'handler.ts': 'declare const injected: string; export const handler = async () => injected + ambient;' },
    ],
  },
  {
    rule: 'PROXY_PATH_WITHOUT_SLASH',
    faulty: [
      "exports.handler = async (event) => { if (event.pathParameters.proxy === '/orders') return 1; };",
      "exports.handler = async ({ httpMethod, pathParameters: { proxy } }) => { switch (`${httpMethod} ${proxy}`) { case 'GET /orders': return 1; } };",
      {
        'handler.js': "exports.handler = async (event) => event.pathParameters.rest === '/a';",
        'serverless.yml': serverless({ events: '- http: ANY /{rest+}' }),
      },
    ],
    fine: [
      "exports.handler = async (event) => { if (event.pathParameters.proxy === 'orders') return 1; };",
      "exports.handler = async (event) => { switch (event.httpMethod + ' /' + event.pathParameters.proxy) { case 'GET /orders': return 1; } };",
      "exports.handler = async (event) => event.path === '/orders';",
      "exports.handler = async (event) => { const path = `/${event.pathParameters?.proxy ?? ''}`; return path === '/orders'; };",
    ],
  },
  {
    rule: 'ROUTE_TEMPLATE_COMPARED',
    faulty: [
      "exports.handler = async (event) => { if (event.path === '/orders/{id}') return 1; };",
      "export const handler = async (event) => { const key = `${event.requestContext.http.method} ${event.rawPath}`; switch (key) { case 'GET /orders/{id}': return 1; } };",
    ],
    fine: [
      "exports.handler = async (event) => { switch (event.resource) { case '/orders/{id}': return 1; } };",
      "exports.handler = async (event) => event.routeKey === 'GET /orders/{id}';",
      "exports.handler = async (event) => `${event.httpMethod} ${event.resource}` === 'GET /orders/{id}';",
    ],
  },
  {
    rule: 'PATH_SEGMENT_UNCHECKED',
    faulty: ["exports.handler = async (event) => { const id = event.path.split('/')[2]; return find(id); }; function find() {}"],
    fine: [
      "exports.handler = async (event) => { const id = event.path.split('/')[2]; if (!id) return 404; return find(id); }; function find() {}",
      "exports.handler = async (event) => { const id = event.path.split('/')[2]; assertId(id); return find(id); }; function find() {} function assertId() {}",
      "exports.handler = async (event) => { const host = event.headers.Host.split(':')[0]; return find(host); }; function find() {}",
      'exports.handler = async (event) => find(event.pathParameters.id); function find() {}',
    ],
  },
  {
    rule: 'HANDLER_RETURNS_NOTHING',
    faulty: [
      "exports.handler = async (event) => { if (event.httpMethod === 'GET') { return { statusCode: 200, body: '' }; } };",
      "export async function handler(event) { switch (event.httpMethod) { case 'GET': return { statusCode: 200, body: '' }; } }",
      "exports.handler = async (event) => { try { return { statusCode: 200, body: '' }; } catch (error) { console.error(error); } };",
    ],
    fine: [
      "exports.handler = async (event) => { let body; try { body = await f(); } catch (error) { return { statusCode: 500, body: '' }; } finally { console.log(1); } return { statusCode: 200, body }; }; async function f() {}",

      "exports.handler = async (event) => { if (event.httpMethod === 'GET') { return { statusCode: 200, body: '' }; } return { statusCode: 405, body: '' }; };",
      "exports.handler = async (event) => { switch (event.httpMethod) { case 'GET': return { statusCode: 200, body: '' }; default: throw new Error('x'); } };",
      "exports.handler = async () => { try { return { statusCode: 200, body: '' }; } catch (error) { throw error; } };",
      "exports.handler = async () => ({ statusCode: 200, body: '' });",
      "exports.handler = (event, context, callback) => { callback(null, { statusCode: 200, body: '' }); };",
      'exports.handler = async (event) => { for (const r of event.Records) console.log(r); };',
      "exports.handler = wrap(async (event) => { if (event.a) return { statusCode: 200, body: '' }; }); function wrap(f) { return f; }",
      "exports.handler = async (event) => { for (;;) { if (event.a) return { statusCode: 200, body: '' }; } };",
    ],
  },
  {
    rule: 'HANDLER_WITHOUT_CATCH',
    faulty: [
      "const { load } = require('./load'); exports.handler = async () => { const all = await load(); return { statusCode: 200, body: all }; };",
    ],
    fine: [
      "const { load } = require('./load'); exports.handler = async () => { try { return { statusCode: 200, body: await load() }; } catch { return { statusCode: 500, body: '' }; } };",
      "const { app } = require('./app'); exports.handler = async (event) => await app(event);",
      "const { load, wrap } = require('./load'); exports.handler = wrap(async () => ({ statusCode: 200, body: await load() }));",
    ],
  },
  {
    rule: 'CALLBACK_HANDLER_REMOVED',
    faulty: [
      {
        'handler.js': 'exports.handler = (event, context, callback) => callback(null, {});',
        'serverless.yml': serverless({ fn: 'runtime: nodejs24.x' }),
      },
    ],
    fine: [
      { 'handler.js': 'exports.handler = (event, context, callback) => callback(null, {});', 'serverless.yml': serverless() },
      { 'handler.js': 'exports.handler = async (event, context) => ({});', 'serverless.yml': serverless({ fn: 'runtime: nodejs24.x' }) },
    ],
  },
  {
    rule: 'BODY_PARSE_UNGUARDED',
    faulty: [
      'exports.handler = async (event) => { const order = JSON.parse(event.body); return { statusCode: 201, body: order.id }; };',
      'exports.handler = async (event) => { const order = read(event); return { statusCode: 201, body: order.id }; }; function read(event) { return JSON.parse(event.body); }',
      "exports.handler = async ({ body }) => { try { const order = JSON.parse(body); return save(order); } catch (error) { return { statusCode: 500, body: '' }; } }; function save() {}",
    ],
    fine: [
      "exports.handler = async (event) => { let body; let statusCode = '200'; try { switch (event.httpMethod) { case 'POST': body = await save(JSON.parse(event.body)); break; default: throw new Error('method'); } } catch (error) { statusCode = '400'; body = error.message; } finally { body = JSON.stringify(body); } return { statusCode, body }; }; async function save() {}",
      "const { toResponse } = require('./errors'); exports.handler = async (event) => { try { const order = JSON.parse(event.body); return order.id; } catch (error) { return toResponse(error); } };",

      "exports.handler = async (event) => { let order; try { order = JSON.parse(event.body); } catch { return { statusCode: 400, body: '' }; } return order; };",
      'exports.handler = async ({ body }) => { try { const order = JSON.parse(body); return save(order); } catch (error) { if (error instanceof SyntaxError) return 400; return 500; } }; function save() {}',
      "const { wrap } = require('./wrap'); exports.handler = wrap(async (event) => JSON.parse(event.body));",
      'export function parseBody(event) { return JSON.parse(event.body); }',
      "exports.handler = async () => JSON.parse(process.env.SETTINGS ?? '{}');",
    ],
  },
  {
    rule: 'BODY_MAY_BE_NULL',
    faulty: ['exports.handler = async (event) => { const order = JSON.parse(event.body); return save({ ...order }); }; function save() {}'],
    fine: [
      "exports.handler = async (event) => { const order = JSON.parse(event.body ?? '{}'); return save(order); }; function save() {}",
      'exports.handler = async (event) => { if (!event.body) return 400; const order = JSON.parse(event.body); return save(order); }; function save() {}',
      'exports.handler = async (event) => { const order = JSON.parse(event.body); const { value } = schema.validate(order); return value; }; const schema = {};',
      'exports.handler = async (event) => { const order = JSON.parse(event.body); if (order === null) return 400; return save(order); }; function save() {}',
    ],
  },
  {
    rule: 'BASE64_BODY_IGNORED',
    faulty: [
      'exports.handler = async (event) => JSON.parse(event.body);',
      {
        'handler.js': 'exports.handler = async (event) => JSON.parse(event.body);',
        'cloudformation.json': httpApi(),
      },
    ],
    fine: [
      "exports.handler = async (event) => JSON.parse(event.isBase64Encoded ? Buffer.from(event.body, 'base64').toString() : event.body);",
      {
        'handler.js': "const { decode } = require('./decode'); exports.handler = async (event) => [decode(event), JSON.parse(event.body)];",
        'decode.js': 'exports.decode = ({ isBase64Encoded }) => isBase64Encoded;',
        'serverless.yml': serverless(),
      },
      'exports.handler = async (event) => JSON.parse(event.detail);',
    ],
  },
  {
    rule: 'HEADER_NAME_CASE',
    faulty: [
      "exports.handler = async (event) => event.headers['x-tenant'];",
      "exports.handler = async ({ headers }) => headers['X-Tenant'];",
      'exports.handler = async (event) => event.headers.authorization;',
      "exports.handler = async (event) => { const { 'x-tenant': tenant } = event.headers; return tenant; };",
      {
        'handler.js': 'exports.handler = async (event) => event.headers.Authorization;',
        'cloudformation.json': httpApi(),
      },
    ],
    fine: [
      "import middy from '@middy/core'; import normalize from '@middy/http-header-normalizer'; export const handler = middy(async (event) => event.headers['x-tenant']).use(normalize());",

      "exports.handler = async (event) => event.headers['x-tenant'] ?? event.headers['X-Tenant'];",
      "exports.handler = async (event) => event.headers['X-Forwarded-For'];",
      "exports.handler = async (event) => Object.entries(event.headers).find(([name]) => name.toLowerCase() === 'x-tenant');",
      {
        'handler.js': "exports.handler = async (event) => event.headers['x-tenant'];",
        'cloudformation.json': httpApi(),
      },
    ],
  },
  {
    rule: 'EVENT_CHANGED',
    faulty: [
      'exports.handler = async (event) => { event.tenant = 1; return event; };',
      'const f = (event) => { event.parsed = JSON.parse(event.body); }; exports.f = f;',
    ],
    fine: [
      'exports.handler = async (event) => { const tenant = 1; return { ...event, tenant }; };',
      'exports.handler = async (event) => { const result = {}; result.event = event; return result; };',
    ],
  },
];
