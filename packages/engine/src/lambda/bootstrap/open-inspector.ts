import { createRequire } from 'node:module';

/** The process of the code before this may still hold the port, while it ends. */
const retryEveryMs = 50;

// Loading it costs every process milliseconds, and few are debugged.
const inspector = (): typeof import('node:inspector') => createRequire(__filename)('node:inspector');

/** Opens the port for a debugger. Node tells on stderr where it listens; the engine reads that. */
export function openInspector(port: number): void {
  const { open, url } = inspector();
  open(port, '127.0.0.1');
  if (url() === undefined) setTimeout(() => openInspector(port), retryEveryMs).unref();
}
