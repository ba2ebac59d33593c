import { UsageError } from '../command.ts';

/** Where debuggers look first. */
const firstPort = 9229;

/** `--inspect`: FUNCTION or FUNCTION=PORT, any number of them. Those without a port take the usual one, then the next. @throws UsageError */
export function inspectPorts(given: string | boolean | readonly string[] | undefined): ReadonlyMap<string, number> {
  const ports = new Map<string, number>();
  let next = firstPort;
  for (const value of typeof given === 'string' ? [given] : Array.isArray(given) ? given : []) {
    const [name = '', text] = value.split('=', 2);
    const port = text === undefined ? next : Number(text);
    if (name === '' || !Number.isInteger(port) || port < 0 || port > 65_535)
      throw new UsageError(`--inspect takes FUNCTION or FUNCTION=PORT, not "${value}".`);
    if (text === undefined) next += 1;
    ports.set(name, port);
  }
  return ports;
}
