import type { CompiledStage } from './compile-stage.ts';

/** Every stage there is, by the ways it is addressed. */
export interface StageTable {
  readonly byApi: ReadonlyMap<string, ReadonlyMap<string, CompiledStage>>;
  readonly all: readonly CompiledStage[];
  /** The stage that is served at the root too: the only one there is. */
  readonly atRoot: CompiledStage | undefined;
}

export interface FoundStage {
  readonly stage: CompiledStage;
  /** Below the stage, beginning with one slash: slashes in a row at its beginning count as one. */
  readonly path: string;
  /** With the stage, as sent. */
  readonly fullPath: string;
}

export function stageTableOf(stages: readonly CompiledStage[]): StageTable {
  const byApi = new Map<string, Map<string, CompiledStage>>();
  for (const stage of stages) {
    const named = byApi.get(stage.api.id) ?? new Map<string, CompiledStage>();
    named.set(stage.stage.stageName, stage);
    byApi.set(stage.api.id, named);
  }
  // Older SAM makes a stage named "Stage" beside the one the user asked for: nobody means that one.
  const meant = stages.filter((it) => !it.stage.impliedByDeployment);
  const candidates = meant.length > 0 ? meant : stages;
  return { byApi, all: stages, atRoot: candidates.length === 1 ? candidates[0] : undefined };
}

const explicitAddress = /^\/_aws\/execute-api\/([^/]+)(\/.*)?$/;
const hostAddress = /^([a-z0-9]{10})\.execute-api\./i;

/**
 * The stage a request is for: `{apiId}.execute-api.localhost/STAGE/...`, `/_aws/execute-api/{apiId}/STAGE/...`, or
 * `/STAGE/...` when only one API has a stage of that name; any other path belongs to the stage at the root.
 */
export function findStage(table: StageTable, host: string | undefined, path: string): FoundStage | undefined {
  const apiIdOfHost = hostAddress.exec(host ?? '')?.[1]?.toLowerCase();
  if (apiIdOfHost !== undefined) return below(table.byApi.get(apiIdOfHost), path);
  const explicit = explicitAddress.exec(path);
  if (explicit) return below(table.byApi.get(explicit[1] ?? ''), explicit[2] ?? '/');
  const stageName = firstSegment(path);
  const named = table.all.filter((it) => it.stage.stageName === stageName);
  const [only] = named;
  if (only && named.length === 1) return found(only, path);
  if (!table.atRoot) return undefined;
  const fullPath = `/${table.atRoot.stage.stageName}${path.startsWith('/') ? path : `/${path}`}`;
  return { stage: table.atRoot, path: path.replace(/^\/*/, '/'), fullPath };
}

function below(stages: ReadonlyMap<string, CompiledStage> | undefined, path: string): FoundStage | undefined {
  const stage = stages?.get(firstSegment(path));
  return stage && found(stage, path);
}

function found(stage: CompiledStage, path: string): FoundStage {
  const fullPath = path.replace(/^\/+/, '/');
  const rest = fullPath.slice(stage.stage.stageName.length + 1);
  return { stage, path: rest.replace(/^\/*/, '/'), fullPath };
}

function firstSegment(path: string): string {
  return /^\/*([^/]*)/.exec(path)?.[1] ?? '';
}
