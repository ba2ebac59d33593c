import awsLambda from '@fastify/aws-lambda';
import cors from '@fastify/cors';
import fastify from 'fastify';
import { addUser, getUser, invalid, NewUser, origin } from './shared.mjs';

const app = fastify();
app.register(cors, { origin: [origin], methods: ['GET', 'POST', 'OPTIONS'], allowedHeaders: ['Content-Type', 'Authorization'] });
app.get('/users/:id', async (request, reply) => {
  const user = await getUser(request.params.id);
  return user ?? reply.code(404).send({ error: 'User not found' });
});
app.post('/users', async (request, reply) => {
  const { success, data, error } = NewUser.safeParse(request.body);
  return success ? reply.code(201).send(await addUser(data)) : reply.code(400).send(invalid(error.issues));
});
app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'Not found' }));
export const handler = awsLambda(app, { decorateRequest: false });
