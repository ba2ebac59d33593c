import inspector from 'node:inspector';

/** The process of the code before this may still hold the port, while it ends. */
const retryEveryMs = 50;

/** Opens the port for a debugger. Node tells on stderr where it listens; the engine reads that. */
export function openInspector(port: number): void {
  inspector.open(port, '127.0.0.1');
  if (inspector.url() === undefined) setTimeout(() => openInspector(port), retryEveryMs).unref();
}
