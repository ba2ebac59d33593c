import type { CompiledHttpStage } from './compile-http-stage.ts';

/** The stage a request is for, and where below it. */
export interface FoundHttpStage {
  readonly stage: CompiledHttpStage;
  /** Below the stage, beginning with a slash, as sent. */
  readonly path: string;
}

/**
 * The stage of an API that serves a path: the one that the first segment names, else $default, which has no segment of its own.
 * @source "Stages for HTTP APIs in API Gateway"
 */
export function findHttpStage(stages: ReadonlyMap<string, CompiledHttpStage> | undefined, path: string): FoundHttpStage | undefined {
  if (!stages) return undefined;
  const [, name = '', rest = ''] = /^\/([^/]*)(.*)$/s.exec(path) ?? [];
  const named = name === '$default' ? undefined : stages.get(name);
  if (named) return { stage: named, path: rest === '' ? '/' : rest };
  const byDefault = stages.get('$default');
  return byDefault && { stage: byDefault, path: path === '' ? '/' : path };
}
