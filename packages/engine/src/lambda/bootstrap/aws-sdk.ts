import Module, { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** What AWS's Node runtimes bring along: every package of the SDK's third version. */
const providedPackages = /^@(aws-sdk|smithy|aws)\//;

interface ModuleInternals {
  _resolveFilename(request: string, ...rest: unknown[]): string;
  _extensions: Record<string, (module: { exports: unknown }, filename: string) => void>;
  /** Node 22.15 and later. */
  registerHooks?(hooks: {
    resolve: (specifier: string, context: unknown, next: (specifier: string, context: unknown) => unknown) => unknown;
  }): void;
}

// Node's module loader is open to such changes on purpose ("monkey-patching CommonJS"), but has no types for it.
const internals = Module as unknown as ModuleInternals;

/** SDK v3 packages that the project has not installed are found where the engine has them; the project's own copy wins. */
export function provideSdk(sdkFrom: string, importHooks: boolean): void {
  const provided = createRequire(sdkFrom);
  const resolve = internals._resolveFilename;
  internals._resolveFilename = function (this: unknown, request: string, ...rest: unknown[]): string {
    try {
      return resolve.call(this, request, ...rest);
    } catch (error) {
      if (!providedPackages.test(request)) throw error;
      try {
        return provided.resolve(request);
      } catch {
        throw error;
      }
    }
  };
  if (internals.registerHooks) {
    internals.registerHooks({
      resolve: (specifier, context, next) => {
        try {
          return next(specifier, context);
        } catch (error) {
          if (!providedPackages.test(specifier)) throw error;
          return next(specifier, { ...(context as object), parentURL: pathToFileURL(sdkFrom).href });
        }
      },
    });
  } else if (importHooks) {
    Module.register(`data:text/javascript,${encodeURIComponent(importHook(pathToFileURL(sdkFrom).href))}`);
  }
}

/** Runs in Node's loader thread, so it is text. */
function importHook(parentUrl: string): string {
  return `export async function resolve(specifier, context, next) {
  try { return await next(specifier, context); }
  catch (error) {
    if (!${providedPackages}.test(specifier)) throw error;
    return next(specifier, { ...context, parentURL: ${JSON.stringify(parentUrl)} });
  }
}`;
}

/** core.js makes the global configuration, and node_loader.js, which Node loads first and finishes last, makes it anew. */
const coreOfVersion2 = /[\\/]aws-sdk[\\/]lib[\\/](core|node_loader)\.js$/;

interface SdkVersion2 {
  config: { update(settings: object): void };
}

/** The SDK's second version knows nothing of AWS_ENDPOINT_URL: its global configuration is set as soon as its core is loaded. */
export function configureSdkVersion2(endpointUrl: string): void {
  const load = internals._extensions['.js'];
  if (!load) return;
  internals._extensions['.js'] = (module, filename) => {
    load(module, filename);
    if (!coreOfVersion2.test(filename)) return;
    // A settings object that is ours alone; a service made with its own `endpoint` keeps it.
    (module.exports as SdkVersion2).config.update({ endpoint: endpointUrl, s3ForcePathStyle: true });
  };
}
