import type { CompileOptions, Value } from '../template.ts';
import { asText } from './as-text.ts';

/** Reads a property of the configuration, resolved. */
export type ReadProperty = (path: readonly string[]) => Promise<Value | undefined>;

/** The stage: of the command line, of the provider, or `dev`. */
export async function stageOf({ stage, options }: CompileOptions, property: ReadProperty): Promise<string> {
  return stage ?? options.stage ?? asText((await property(['provider', 'stage'])) ?? 'dev');
}

/** The region: of the command line, of the provider, or the one gatewright runs as. */
export async function regionOf({ region, options }: CompileOptions, property: ReadProperty): Promise<string> {
  return options.region ?? asText((await property(['provider', 'region'])) ?? region);
}
