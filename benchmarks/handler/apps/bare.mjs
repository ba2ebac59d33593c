// The floor: what a careful person writes by hand for these routes and nothing else.
import { addUser, getUser, invalid, NewUser, origin } from './shared.mjs';

const allowed = { 'content-type': 'application/json', 'access-control-allow-origin': origin, vary: 'Origin' };
const denied = { 'content-type': 'application/json', vary: 'Origin' };

export const handler = async (event) => {
  const headers = (event.headers.origin ?? event.headers.Origin) === origin ? allowed : denied;
  const answer = (statusCode, body) => ({ statusCode, headers: { ...headers }, body: JSON.stringify(body) });
  try {
    const { httpMethod, path } = event;
    if (httpMethod === 'OPTIONS') {
      const preflight = {
        ...headers,
        'access-control-allow-methods': 'GET, POST, OPTIONS',
        'access-control-allow-headers': 'Content-Type, Authorization',
      };
      return { statusCode: 204, headers: preflight, body: '' };
    }
    if (httpMethod === 'GET' && path.startsWith('/users/')) {
      const user = await getUser(decodeURIComponent(path.slice(7)));
      return user ? answer(200, user) : answer(404, { error: 'User not found' });
    }
    if (httpMethod === 'POST' && path === '/users') {
      let data;
      try {
        data = JSON.parse(event.body);
      } catch {
        return answer(400, { error: 'The body is not valid JSON' });
      }
      const { success, data: valid, error } = NewUser.safeParse(data);
      return success ? answer(201, await addUser(valid)) : answer(400, invalid(error.issues));
    }
    return answer(404, { error: 'Not found' });
  } catch (error) {
    console.error(error);
    return answer(500, { error: 'Internal server error' });
  }
};
