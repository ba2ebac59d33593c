import { api, cors, created, NotFoundError, route } from '@gatewright/api';
import { addUser, getUser, NewUser, origin } from './shared.mjs';

export const handler = api(
  { cors: cors({ allowOrigins: [origin] }) },
  {
    'GET /users/{id}': async ({ params }) => {
      const user = await getUser(params.id);
      if (!user) throw new NotFoundError('User');
      return user;
    },
    'POST /users': route({ body: NewUser }, async ({ body }) => created(await addUser(body))),
  },
);
