import middy from '@middy/core';
import cors from '@middy/http-cors';
import httpErrorHandler from '@middy/http-error-handler';
import jsonBodyParser from '@middy/http-json-body-parser';
import router from '@middy/http-router';
import { addUser, getUser, invalid, NewUser, origin } from './shared.mjs';

const headers = { 'content-type': 'application/json' };
const json = (statusCode, body) => ({ statusCode, headers: { ...headers }, body: JSON.stringify(body) });
const get = middy().handler(async ({ pathParameters }) => {
  const user = await getUser(pathParameters.id);
  return user ? json(200, user) : json(404, { error: 'User not found' });
});
const post = middy()
  .use(jsonBodyParser())
  .handler(async ({ body }) => {
    const { success, data, error } = NewUser.safeParse(body);
    return success ? json(201, await addUser(data)) : json(400, invalid(error.issues));
  });
const routes = router({
  routes: [
    { method: 'GET', path: '/users/{id}', handler: get },
    { method: 'POST', path: '/users', handler: post },
  ],
  notFoundResponse: () => json(404, { error: 'Not found' }),
});
export const handler = middy()
  .use(
    cors({
      origins: [origin],
      methods: 'GET, POST, OPTIONS',
      headers: 'Content-Type, Authorization',
      disableBeforePreflightResponse: false,
      requestMethods: ['GET', 'POST'],
      requestHeaders: ['content-type', 'authorization'],
    }),
  )
  .use(httpErrorHandler({ logger: false }))
  .handler(routes);
