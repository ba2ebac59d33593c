import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What answers there: all of AWS's services that we have, or DynamoDB alone. */
export type Answering = 'aws' | 'dynamodb';

const fileOf = (dataRoot: string): string => join(dataRoot, 'endpoint.json');

/**
 * Notes in a data folder at which address its process answers, for commands that find the folder taken.
 * @returns what takes the note away
 */
export function noteEndpoint(dataRoot: string, answering: Answering, url: string): () => void {
  const note = JSON.stringify({ pid: process.pid, answering, url });
  writeFileSync(fileOf(dataRoot), note);
  return () => {
    if (readNote(dataRoot) === note) rmSync(fileOf(dataRoot), { force: true });
  };
}

/** The address at which the process that has the data folder answers what is wanted; undefined when it has told none. */
export function runningEndpoint(dataRoot: string, wanted: Answering): string | undefined {
  const note = /^\{"pid":(\d+),"answering":"(aws|dynamodb)","url":"(http[^"]+)"\}$/.exec(readNote(dataRoot) ?? '');
  const [, pid, answering, url] = note ?? [];
  return (answering === 'aws' || answering === wanted) && isRunning(Number(pid)) ? url : undefined;
}

function readNote(dataRoot: string): string | undefined {
  try {
    return readFileSync(fileOf(dataRoot), 'utf8');
  } catch {
    // No process has told an address, or none that we may read.
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    return Number.isInteger(pid) && process.kill(pid, 0);
  } catch (error) {
    // It runs, as somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
