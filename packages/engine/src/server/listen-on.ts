import { SetupError } from '../world/setup-error.ts';

/** How many ports after the one asked for are tried. */
const attempts = 20;

export interface Listener {
  /** Starts to accept connections on 127.0.0.1; 0 takes a free port. @throws NodeJS.ErrnoException */
  listen(port: number): Promise<number>;
}

/**
 * Opens a listener on `port`, or on the next free one.
 *
 * @returns the port taken
 * @throws SetupError PORT_IN_USE, PORT_REFUSED
 */
export async function listenOn(
  listener: Listener,
  port: number,
  { tryNext, what, option }: { tryNext: boolean; what: string; option: string },
): Promise<number> {
  for (let offset = 0; ; offset += 1) {
    try {
      return await listener.listen(port + offset);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EADDRINUSE' && tryNext && port !== 0 && offset < attempts && port + offset < 65_535) continue;
      if (code === 'EADDRINUSE') {
        throw new SetupError(
          'PORT_IN_USE',
          `Port ${port + offset}, meant for ${what}, is in use.`,
          `Choose another with ${option} PORT, or ${option} 0 for a free one.`,
          { cause: error },
        );
      }
      if (code === 'EACCES') {
        throw new SetupError(
          'PORT_REFUSED',
          `This user may not open port ${port + offset}, meant for ${what}.`,
          `Choose one above 1023 with ${option} PORT.`,
          { cause: error },
        );
      }
      throw error;
    }
  }
}
