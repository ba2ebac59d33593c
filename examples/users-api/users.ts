import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { api, cors, created, NotFoundError, noContent, route } from '@gatewright/api';
import { z } from 'zod';

const TableName = z.string().parse(process.env.TABLE_NAME);
const AppOrigin = z.string().parse(process.env.APP_ORIGIN);
const table = DynamoDBDocumentClient.from(new DynamoDBClient());

const NewUser = z.object({
  name: z.string().trim().min(2).max(100),
  email: z.email(),
  age: z.int().min(18).max(120).optional(),
});
const Page = z.object({ limit: z.coerce.number().int().min(1).max(100).default(20), cursor: z.uuid().optional() });
const UserId = z.object({ id: z.uuid() });

export const handler = api(
  { cors: cors({ allowOrigins: [AppOrigin] }) },
  {
    'GET /users': route({ query: Page }, async ({ query: { limit, cursor } }) => {
      const ExclusiveStartKey = cursor ? { id: cursor } : undefined;
      const page = await table.send(new ScanCommand({ TableName, Limit: limit, ExclusiveStartKey }));
      return { users: page.Items ?? [], next: page.LastEvaluatedKey?.id };
    }),

    'POST /users': route({ body: NewUser }, async ({ body }) => {
      const user = { ...body, id: randomUUID(), createdAt: new Date().toISOString() };
      await table.send(new PutCommand({ TableName, Item: user, ConditionExpression: 'attribute_not_exists(id)' }));
      return created(user, `/users/${user.id}`);
    }),

    'GET /users/{id}': route({ params: UserId }, async ({ params: { id } }) => {
      const { Item } = await table.send(new GetCommand({ TableName, Key: { id } }));
      if (!Item) throw new NotFoundError('User');
      return Item;
    }),

    'DELETE /users/{id}': route({ params: UserId }, async ({ params: { id } }) => {
      await table.send(new DeleteCommand({ TableName, Key: { id } }));
      return noContent();
    }),
  },
);
