import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { ConflictError } from '@gatewright/api';
import { z } from 'zod';

// Outside the handler: one client, and its connections, for all calls of an execution environment.
const table = DynamoDBDocumentClient.from(new DynamoDBClient());
const TableName = z.string('TABLE_NAME must name the users table').parse(process.env.TABLE_NAME);

export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly age?: number | undefined;
  readonly createdAt: string;
}

/** One page of users, and where the next one starts. */
export async function getUsers(limit: number, after?: string): Promise<{ users: User[]; next?: string }> {
  const page = await table.send(new ScanCommand({ TableName, Limit: limit, ExclusiveStartKey: after ? { id: after } : undefined }));
  return { users: (page.Items ?? []) as User[], next: page.LastEvaluatedKey?.id };
}

export async function getUserById(id: string): Promise<User | undefined> {
  const { Item } = await table.send(new GetCommand({ TableName, Key: { id } }));
  return Item as User | undefined;
}

/** Adds a user; never replaces one. */
export async function createUser(user: User): Promise<User> {
  try {
    await table.send(new PutCommand({ TableName, Item: user, ConditionExpression: 'attribute_not_exists(id)' }));
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw new ConflictError('This user exists');
    throw error;
  }
  return user;
}
