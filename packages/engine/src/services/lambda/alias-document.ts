import type { World } from '../../world/world.ts';
import { functionArn } from './function-name.ts';
import type { Alias } from './lambda-function.ts';

/** AWS's AliasConfiguration. */
export function aliasDocument(world: World, functionName: string, { name, version, description, revisionId, weights }: Alias): object {
  return {
    AliasArn: functionArn(world, functionName, name),
    Name: name,
    FunctionVersion: version,
    Description: description,
    RevisionId: revisionId,
    ...(Object.keys(weights).length > 0 && { RoutingConfig: { AdditionalVersionWeights: weights } }),
  };
}
