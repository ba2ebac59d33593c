import type { FunctionConfiguration } from '../../lambda/function-configuration.ts';
import type { CodeSource } from './function-code-source.ts';
import { invalidParameter } from './operation-error.ts';

/**
 * What a version that is published of a folder's code runs from then on: the package that a deployment would hand over, unpacked. The
 * folder goes on being edited, and is `$LATEST`'s.
 *
 * @throws ServiceError InvalidParameterValueException where no package can be made
 */
export async function freezeCode(configuration: FunctionConfiguration, code: CodeSource): Promise<FunctionConfiguration> {
  const { functionName: logicalId, runtime, handler, codeRoot, esbuild, layers = [], at, handlerAt } = configuration;
  // What makes packages is loaded by those who publish.
  const { packageFunction } = await import('../../lambda/deployment-package/package-function.ts');
  const request = { logicalId, runtime, handler, codeRoot, esbuild, layers, at, handlerAt, shipExternals: true, minify: false };
  const { archive, diagnostics } = await packageFunction(request);
  if (!archive) throw invalidParameter(`The code cannot be published: ${diagnostics.map(({ message }) => message).join(' ')}`);
  const { path } = await code.unpackArchive(archive);
  return { ...configuration, codeRoot: path, esbuild: undefined };
}
