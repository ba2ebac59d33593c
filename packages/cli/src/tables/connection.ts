import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SetupError, startDynamoDB } from '@gatewright/engine/dynamodb';
import { runningEndpoint } from '../running-endpoint.ts';
import { signedFetch } from '../signed-fetch.ts';

/** What the command asks of a DynamoDB, whoever runs it. */
export interface Connection {
  readonly url: string;
  /** @throws CallRefusal when the service refuses, Unreachable when nobody answers */
  call(operation: string, input: object): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

/** What a service said instead of an answer. */
export class CallRefusal extends Error {
  override readonly name = 'CallRefusal';
}

/** A folder or an address that cannot be read, in words for the user. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/**
 * Opens the tables of an endpoint, or those of a project's data folder: in this process, or through the one that has it.
 * @throws Unreachable when the folder has no tables, or a process holds it that has told no address
 */
export async function connect(endpointUrl: string | undefined, dataRoot: string): Promise<Connection> {
  if (endpointUrl !== undefined) return connectTo(endpointUrl);
  const folder = resolve(dataRoot, 'data');
  if (!existsSync(join(folder, 'data.mdb'))) {
    throw new Unreachable(
      `There are no tables in ${dataRoot}.\nGo to the project's folder, name its data with --data, or a running DynamoDB with --endpoint-url.`,
    );
  }
  const service = await startDynamoDB({ dataRoot }).catch((error: unknown) => {
    if (!(error instanceof SetupError)) throw error;
    const running = error.code === 'DATA_FOLDER_LOCKED' ? runningEndpoint(dataRoot, 'dynamodb') : undefined;
    if (running !== undefined) return running;
    const cure =
      'Its tables can be reached through it: name the AWS endpoint that it has printed with --endpoint-url, as http://127.0.0.1:4566.';
    throw new Unreachable(`${error.message}\n${error.code === 'DATA_FOLDER_LOCKED' ? cure : error.hint}`);
  });
  if (typeof service === 'string') return connectTo(service);
  return { url: service.url, call: (name, input) => post(service.url, name, input), close: () => service.stop() };
}

function connectTo(url: string): Connection {
  return { url, call: (name, input) => post(url, name, input), close: async () => {} };
}

async function post(url: string, operation: string, input: object): Promise<Record<string, unknown>> {
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${operation}` };
  const request = { service: 'dynamodb', method: 'POST', headers, body: JSON.stringify(input) } as const;
  const answer = await signedFetch(url, request).catch((error: unknown) => {
    // What fetch throws when nobody listens, or for what is no address.
    if (error instanceof TypeError)
      throw new Unreachable(`Nothing answers at ${url}. Start it, or name another address with --endpoint-url.`);
    throw error;
  });
  const text = await answer.text();
  const document = readDocument(text);
  if (answer.ok && document) return document;
  const type = String(document?.__type ?? answer.status);
  throw new CallRefusal(`${type.slice(type.indexOf('#') + 1)}: ${document?.message ?? document?.Message ?? text.slice(0, 200)}`);
}

function readDocument(text: string): Record<string, unknown> | undefined {
  try {
    const document: unknown = JSON.parse(text);
    return typeof document === 'object' && document !== null ? { ...document } : undefined;
  } catch {
    return undefined;
  }
}
