// Every variable of $context in mapping templates, in gateway responses and in access logs, where it is there and where it is not, over HTTP.
// TARGET_CONTEXT_URL and TARGET_CONTEXT_LOG_GROUP call another endpoint, on which context.yaml is deployed.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contextVariables, type Place, type Scene, scenes } from './context-variables.ts';
import { type Api, type ApiRequest, startApi } from './endpoint.ts';
import { lineOf } from './read-log.ts';
import { signed } from './sign.ts';

const agent = { 'User-Agent': 'suite/1' };
const requests: { readonly [Name in Scene]: (api: Api) => ApiRequest | Promise<ApiRequest> } = {
  open: () => ({ path: '/open', headers: agent }),
  keyed: () => ({ path: '/keyed', headers: { ...agent, 'x-api-key': 'gatewright-context-key' } }),
  guarded: () => ({ path: '/guarded', headers: { ...agent, Authorization: 'allow' } }),
  signed: async (api) => {
    const request = await signed(api, { path: '/signed' }, new Date());
    return { ...request, headers: { ...request.headers, ...agent } };
  },
  lambda: () => ({ path: '/lambda', headers: agent }),
  denied: () => ({ path: '/guarded', headers: { ...agent, Authorization: 'deny' } }),
  invalid: () => ({ method: 'POST', path: '/validated', headers: { ...agent, 'Content-Type': 'application/json' }, body: '{}' }),
  unknown: () => ({ path: '/nowhere', headers: agent }),
};
const refused: readonly Scene[] = ['denied', 'invalid', 'unknown'];
let api: Api;
/** By scene, what the client read and what the log says. */
const seen = new Map<Scene, { readonly answer: readonly string[]; readonly logged: readonly string[] }>();

beforeAll(async () => {
  const variables = contextVariables.map(({ name }) => `$context.${name}`).join('|');
  const template = await readFile(new URL('context.yaml', import.meta.url), 'utf8');
  api = await startApi(template.replaceAll('"VARIABLES"', `"${variables}"`), process.env.TARGET_CONTEXT_URL ?? '');
  for (const scene of scenes) {
    const answer = await api.send(await requests[scene](api));
    const line = await lineOf(answer.headers['x-amzn-requestid'] ?? '', process.env.TARGET_CONTEXT_LOG_GROUP ?? 'gatewright-context', api);
    seen.set(scene, { answer: answer.text.split('|'), logged: line.split('|') });
  }
}, 60_000);
afterAll(() => api.stop());

describe.each(scenes)('%s', (scene) => {
  test.each(contextVariables.map((it, index) => ({ ...it, index })))('$name', ({ index, places, values }) => {
    const answerPlace: Place = refused.includes(scene) ? 'response' : 'mapping';
    const { answer = [], logged = [] } = seen.get(scene) ?? {};
    expect([answer.length, logged.length]).toEqual([contextVariables.length, contextVariables.length]);
    const value = values[scene];
    // What is absent is empty in a template, and a dash in a log.
    expect(answer[index]).toMatch(value !== undefined && places.includes(answerPlace) ? value : /^$/);
    expect(logged[index]).toMatch(value !== undefined && places.includes('log') ? value : /^-$/);
  });
});
