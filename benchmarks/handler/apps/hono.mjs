import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import { cors } from 'hono/cors';
import { validator } from 'hono/validator';
import { addUser, getUser, invalid, NewUser, origin } from './shared.mjs';

const app = new Hono();
app.use(cors({ origin: [origin], allowMethods: ['GET', 'POST', 'OPTIONS'], allowHeaders: ['Content-Type', 'Authorization'] }));
app.get('/users/:id', async (c) => {
  const user = await getUser(c.req.param('id'));
  return user ? c.json(user) : c.json({ error: 'User not found' }, 404);
});
const body = validator('json', (value, c) => {
  const { success, data, error } = NewUser.safeParse(value);
  return success ? data : c.json(invalid(error.issues), 400);
});
app.post('/users', body, async (c) => c.json(await addUser(c.req.valid('json')), 201));
app.notFound((c) => c.json({ error: 'Not found' }, 404));
export const handler = handle(app);
