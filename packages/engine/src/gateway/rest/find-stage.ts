import { firstSegment } from '../gateway-request.ts';
import type { CompiledStage } from './compile-stage.ts';

/** Every stage there is, by the ways it is addressed. */
export interface StageTable {
  readonly byApi: ReadonlyMap<string, ReadonlyMap<string, CompiledStage>>;
  readonly all: readonly CompiledStage[];
  /** Those whose name no other API has a stage of. */
  readonly byName: ReadonlyMap<string, CompiledStage>;
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
  const byName = new Map<string, CompiledStage>();
  for (const stage of stages) {
    const named = byApi.get(stage.api.id) ?? new Map<string, CompiledStage>();
    named.set(stage.stage.stageName, stage);
    byApi.set(stage.api.id, named);
    byName.set(stage.stage.stageName, stage);
  }
  for (const stage of stages) if (byName.get(stage.stage.stageName) !== stage) byName.delete(stage.stage.stageName);
  // Older SAM makes a stage named "Stage" beside the one the user asked for: nobody means that one.
  const meant = stages.filter((it) => !it.stage.impliedByDeployment);
  const candidates = meant.length > 0 ? meant : stages;
  return { byApi, all: stages, byName, atRoot: candidates.length === 1 ? candidates[0] : undefined };
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
  const only = table.byName.get(firstSegment(path));
  if (only) return found(only, path);
  if (!table.atRoot) return undefined;
  const fullPath = `/${table.atRoot.stage.stageName}${path.startsWith('/') ? path : `/${path}`}`;
  return { stage: table.atRoot, path: withOneSlash(path), fullPath };
}

function below(stages: ReadonlyMap<string, CompiledStage> | undefined, path: string): FoundStage | undefined {
  const stage = stages?.get(firstSegment(path));
  return stage && found(stage, path);
}

function found(stage: CompiledStage, path: string): FoundStage {
  const fullPath = path.startsWith('/') ? withOneSlash(path) : path;
  return { stage, path: withOneSlash(fullPath.slice(stage.stage.stageName.length + 1)), fullPath };
}

/** The path with one slash before it, however many it has. */
function withOneSlash(path: string): string {
  let count = 0;
  while (path.charCodeAt(count) === 47) count += 1;
  return count === 0 ? `/${path}` : path.slice(count - 1);
}
