import serverlessExpress from '@codegenie/serverless-express';
import cors from 'cors';
import express from 'express';
import { addUser, getUser, invalid, NewUser, origin } from './shared.mjs';

const app = express();
app.use(cors({ origin: [origin], methods: ['GET', 'POST', 'OPTIONS'], allowedHeaders: ['Content-Type', 'Authorization'] }));
app.use(express.json());
app.get('/users/:id', async (request, response) => {
  const user = await getUser(request.params.id);
  response.status(user ? 200 : 404).json(user ?? { error: 'User not found' });
});
app.post('/users', async (request, response) => {
  const { success, data, error } = NewUser.safeParse(request.body);
  if (success) response.status(201).json(await addUser(data));
  else response.status(400).json(invalid(error.issues));
});
app.use((_request, response) => response.status(404).json({ error: 'Not found' }));
const adapted = serverlessExpress({ app });
export const handler = (event, context) => adapted(event, context);
