import type { Diagnostic } from '../diagnostic.ts';
import { placeOf } from '../places.ts';
import { isMapping } from '../source.ts';
import type { CompileOptions } from '../template.ts';
import { withDotenv } from './dotenv.ts';
import { addDotenvVariables } from './dotenv-plugin.ts';
import type { Mapping } from './section.ts';
import { stageOf } from './stage.ts';
import type { ProjectFiles } from './variables/project-files.ts';
import { VariableResolver } from './variables/resolve-variables.ts';

/** The configuration with its variables resolved, and the stage it is for. */
export async function resolveConfiguration(
  written: Mapping,
  files: ProjectFiles,
  options: CompileOptions,
  diagnostics: Diagnostic[],
): Promise<{ readonly configuration: Mapping; readonly stage: string }> {
  const surroundings = { options, files, environment: options.environment };
  const resolver = new VariableResolver(written, surroundings);
  // The stage chooses the .env file, and that may answer all other variables.
  const stage = await stageOf(options, (path) => resolver.property(path));
  if ((await resolver.property(['useDotenv'])) === true) surroundings.environment = await withDotenv(options.environment, files, stage);
  // Another stage's params may need what only that stage has.
  await resolver.all(([top, section, ...rest]) => top === 'params' && rest.length > 0 && section !== stage && section !== 'default');
  const whole = placeOf(written);
  diagnostics.push(...resolver.diagnostics.map((it) => ({ ...it, at: it.at ?? whole })));
  const configuration: Mapping = isMapping(resolver.root) ? resolver.root : {};
  await addDotenvVariables(configuration, files, options);
  return { configuration, stage };
}
