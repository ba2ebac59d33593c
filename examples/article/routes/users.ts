import { randomUUID } from 'node:crypto';
import { created, NotFoundError, route, routes } from '@gatewright/api';
import { z } from 'zod';
import { createUser, getUserById, getUsers } from '../table.ts';

const NewUser = z.object({
  name: z.string().min(2).max(100),
  email: z.email(),
  age: z.int().min(18).max(120).optional(),
});
const User = NewUser.extend({ id: z.uuid(), createdAt: z.iso.datetime() });
const Page = z.object({ limit: z.coerce.number().int().min(1).max(100).default(20), cursor: z.uuid().optional() });

/** Routes say what is asked and answered; the table's module does the work. */
export const users = routes(
  {},
  {
    'GET /users': route({ query: Page, response: z.object({ users: z.array(User), next: z.string().optional() }) }, ({ query }) =>
      getUsers(query.limit, query.cursor),
    ),

    'GET /users/{id}': route({ params: z.object({ id: z.uuid() }), response: User }, async ({ params }) => {
      const user = await getUserById(params.id);
      if (!user) throw new NotFoundError('User');
      return user;
    }),

    'POST /users': route({ body: NewUser, response: { 201: User } }, async ({ body }) => {
      const user = await createUser({ ...body, id: randomUUID(), createdAt: new Date().toISOString() });
      return created(user, `/users/${user.id}`);
    }),
  },
);
