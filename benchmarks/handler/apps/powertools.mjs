import { Router } from '@aws-lambda-powertools/event-handler/http';
import { cors } from '@aws-lambda-powertools/event-handler/http/middleware';
import { addUser, getUser, invalid, NewUser, origin } from './shared.mjs';

const app = new Router({ logger: { debug() {}, warn() {}, error: console.error } });
app.use(cors({ origin: [origin], allowMethods: ['GET', 'POST', 'OPTIONS'], allowHeaders: ['Content-Type', 'Authorization'] }));
const json = (body, status) => new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
app.get('/users/:id', async ({ params }) => (await getUser(params.id)) ?? json({ error: 'User not found' }, 404));
app.post('/users', async ({ req }) => {
  const { success, data, error } = NewUser.safeParse(await req.json());
  return success ? json(await addUser(data), 201) : json(invalid(error.issues), 400);
});
app.notFound(async () => json({ error: 'Not found' }, 404));
export const handler = async (event, context) => app.resolve(event, context);
