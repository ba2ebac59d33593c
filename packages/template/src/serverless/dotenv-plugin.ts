import { markMember, type Place } from '../places.ts';
import { isMapping } from '../source.ts';
import type { CompileOptions, Value } from '../template.ts';
import { asText } from './as-text.ts';
import { parseDotenv } from './dotenv.ts';
import type { Mapping } from './section.ts';
import type { ProjectFiles } from './variables/project-files.ts';

const plugin = 'serverless-dotenv-plugin';

/**
 * What serverless-dotenv-plugin does: every variable of the `.env` files is one of the provider's, over those written there.
 * A variable of the environment itself stays; of several files the more special one counts.
 * @source The plugin's README; observed on its version 6.0 under osls 3.77
 */
export async function addDotenvVariables(configuration: Mapping, files: ProjectFiles, options: CompileOptions): Promise<void> {
  const { plugins, provider, custom } = configuration;
  const names = isMapping(plugins) ? plugins.modules : plugins;
  if (!Array.isArray(names) || !names.includes(plugin) || !isMapping(provider)) return;
  const settings = isMapping(custom) && isMapping(custom.dotenv) ? custom.dotenv : {};
  const found = new Map<string, { readonly value: string; readonly place: Place | undefined }>();
  let known = options.environment;
  for (const name of fileNames(settings, options)) {
    const path = files.within(name);
    const text = path === undefined ? undefined : await files.text(path);
    if (text === undefined || path === undefined) continue;
    const parsed = { ...parseDotenv(text, known) };
    for (const [key, value] of Object.entries(parsed)) {
      if (!found.has(key)) found.set(key, { value: known[key] ?? value, place: placeIn(path, text, key) });
    }
    known = { ...parsed, ...known };
  }
  const before = isMapping(provider.environment) ? provider.environment : {};
  const environment = before as { [name: string]: Value };
  for (const [key, { value, place }] of found) {
    if (!isTaken(settings, key)) continue;
    Object.defineProperty(environment, key, { value, enumerable: true, configurable: true, writable: true });
    markMember(environment, key, place, place);
  }
  Object.defineProperty(provider, 'environment', { value: environment, enumerable: true, configurable: true, writable: true });
}

/** `path`, or the usual names for the environment that NODE_ENV, --env or --stage names. */
function fileNames({ path, basePath }: Mapping, { environment, options, stage }: CompileOptions): readonly string[] {
  if (path !== undefined && path !== null) return (Array.isArray(path) ? path : [path]).map(asText);
  const name = environment.NODE_ENV || options.env || options.stage || stage || 'development';
  const local = name === 'test' ? [] : ['.env.local'];
  return [`.env.${name}.local`, `.env.${name}`, ...local, '.env'].map((it) => `${asText(basePath ?? '')}${it}`);
}

/** `include` names the only ones; without it `exclude` names those to leave out. */
function isTaken({ include = '*', exclude = [] }: Mapping, key: string): boolean {
  if (include !== '*') return Array.isArray(include) && include.includes(key);
  return !Array.isArray(exclude) || !exclude.includes(key);
}

/** The line of a variable in its file. */
function placeIn(file: string, text: string, key: string): Place | undefined {
  const lines = text.split('\n');
  const index = lines.findIndex((it) =>
    it
      .trimStart()
      .replace(/^export\s+/, '')
      .startsWith(key),
  );
  const column = (lines[index]?.indexOf(key) ?? 0) + 1;
  return index < 0 ? undefined : { file, line: index + 1, column, length: key.length };
}
