import type { Mapping, SamResource } from './sam-resource.ts';

/** A function whose new versions CodeDeploy shifts traffic to. */
export interface DeployedFunction {
  readonly it: SamResource;
  /** Its DeploymentPreference, the Type resolved. */
  readonly preference: Mapping;
  /** Under which all of it is made: the function's, when PassthroughCondition asks for it. */
  readonly condition: string | undefined;
}

/** The logical id of the one CodeDeploy application of a stack. */
export const deploymentApplicationId = 'ServerlessDeploymentApplication';
