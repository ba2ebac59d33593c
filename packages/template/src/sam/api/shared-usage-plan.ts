/** What the APIs with `CreateUsagePlan: SHARED` have in common. */
export interface SharedUsagePlan {
  readonly apis: string[];
  readonly stages: { readonly api: string; readonly stageId: string }[];
  readonly conditions: Set<string>;
  unconditional: boolean;
  deletionPolicy: string | undefined;
  updateReplacePolicy: string | undefined;
}

export function createSharedUsagePlan(): SharedUsagePlan {
  return { apis: [], stages: [], conditions: new Set(), unconditional: false, deletionPolicy: undefined, updateReplacePolicy: undefined };
}
