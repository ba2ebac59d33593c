import type { World } from '../../world/world.ts';
import { functionArn } from './function-name.ts';

/** AWS's AliasConfiguration. */
export function aliasDocument(world: World, functionName: string, alias: string, version: string): object {
  return { AliasArn: functionArn(world, functionName, alias), Name: alias, FunctionVersion: version, Description: '' };
}
