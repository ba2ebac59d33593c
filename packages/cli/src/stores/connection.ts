import { resolve } from 'node:path';
import { createEngine, SetupError } from '@gatewright/engine';
import { runningEndpoint } from '../running-endpoint.ts';
import { signedFetch } from '../signed-fetch.ts';
import { CallRefusal, Unreachable } from '../tables/connection.ts';

/** Parameter Store or Secrets Manager, whoever runs them. */
export interface StoreConnection {
  /** @throws CallRefusal when the service refuses, Unreachable when nobody answers */
  call(operation: string, input: object): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

/** A service that speaks AWS JSON 1.1. */
export interface JsonStore {
  readonly signingName: 'ssm' | 'secretsmanager';
  readonly targetPrefix: string;
}

/**
 * Opens the store of an endpoint, or that of a project's data folder: in this process, or through the one that has it.
 * @throws Unreachable when a process holds the folder that has told no address
 */
export async function openStoreConnection(store: JsonStore, endpointUrl: string | undefined, dataRoot: string): Promise<StoreConnection> {
  const connectTo = (url: string): StoreConnection => ({ call: (name, input) => post(store, url, name, input), close: async () => {} });
  if (endpointUrl !== undefined) return connectTo(endpointUrl);
  const engine = await createEngine({ projectRoot: resolve(dataRoot, '..'), dataRoot }).catch((error: unknown) => {
    if (!(error instanceof SetupError)) throw error;
    const running = error.code === 'DATA_FOLDER_LOCKED' ? runningEndpoint(dataRoot, 'aws') : undefined;
    if (running !== undefined) return running;
    const cure = 'It can be reached through it: name the AWS endpoint that it has printed with --endpoint-url, as http://127.0.0.1:4566.';
    throw new Unreachable(`${error.message}\n${error.code === 'DATA_FOLDER_LOCKED' ? cure : error.hint}`);
  });
  if (typeof engine === 'string') return connectTo(engine);
  const service = engine.services[store.signingName];
  return { call: (operation, input) => service.call(operation, input).catch(refused), close: () => engine.stop() };
}

/** @throws CallRefusal for what the service itself refuses */
function refused(error: unknown): never {
  if (error instanceof Error && error.name === 'ServiceError' && 'code' in error)
    throw new CallRefusal(error.message === '' ? String(error.code) : `${String(error.code)}: ${error.message}`);
  throw error;
}

async function post(store: JsonStore, url: string, operation: string, input: object): Promise<Record<string, unknown>> {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${store.targetPrefix}.${operation}` };
  const request = { service: store.signingName, method: 'POST', headers, body: JSON.stringify(input) } as const;
  const answer = await signedFetch(url, request).catch((error: unknown) => {
    // What fetch throws when nobody listens, or for what is no address.
    if (error instanceof TypeError)
      throw new Unreachable(`Nothing answers at ${url}. Start it, or name another address with --endpoint-url.`);
    throw error;
  });
  const text = await answer.text();
  const document = readDocument(text);
  if (answer.ok) return document ?? {};
  const type = String(document?.__type ?? answer.status);
  throw new CallRefusal(`${type.slice(type.indexOf('#') + 1)}: ${document?.message ?? document?.Message ?? ''}`);
}

function readDocument(text: string): Record<string, unknown> | undefined {
  try {
    const document: unknown = JSON.parse(text);
    return typeof document === 'object' && document !== null ? { ...document } : undefined;
  } catch {
    return undefined;
  }
}
