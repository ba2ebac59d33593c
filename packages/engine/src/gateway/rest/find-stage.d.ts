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
export declare function stageTableOf(stages: readonly CompiledStage[]): StageTable;
/**
 * The stage a request is for: `{apiId}.execute-api.localhost/STAGE/...`, `/_aws/execute-api/{apiId}/STAGE/...`, or
 * `/STAGE/...` when only one API has a stage of that name; any other path belongs to the stage at the root.
 */
export declare function findStage(table: StageTable, host: string | undefined, path: string): FoundStage | undefined;
