import Module from 'node:module';

/** Makes the process's variables exactly those of the function, and its working directory the code's. */
export function takeEnvironment(environment: { readonly [name: string]: string }, codeRoot: string): void {
  for (const name of Object.keys(process.env)) if (!Object.hasOwn(environment, name)) delete process.env[name];
  for (const [name, value] of Object.entries(environment)) if (process.env[name] !== value) process.env[name] = value;
  try {
    process.chdir(codeRoot);
  } catch {
    // There is no such folder: the search for the handler will say so.
  }
  process.setSourceMapsEnabled(true);
  // NODE_PATH is read when Node starts; this reads it again.
  const { _initPaths } = Module as unknown as { _initPaths(): void };
  _initPaths();
}
