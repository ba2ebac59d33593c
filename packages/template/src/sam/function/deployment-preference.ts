import { placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import { deploymentApplicationId } from '../deployed-function.ts';
import { isIntrinsic } from '../intrinsic-forms.ts';
import { checkShapes } from '../properties.ts';
import { derivedAttributes, type Mapping, type SamResource } from '../sam-resource.ts';

/**
 * DeploymentPreference: what the function's alias needs, for CodeDeploy to move traffic to a new version step by step.
 *
 * @returns the alias's UpdatePolicy; undefined when nothing is to be done
 * @source "DeploymentPreference", AWS SAM developer guide
 */
export function readDeploymentPreference(it: SamResource, compilation: Compilation): Mapping | undefined {
  const { logicalId, properties } = it;
  const { DeploymentPreference: written } = properties;
  if (!isMapping(written) || Object.keys(written).length === 0) return undefined;
  const owner = `DeploymentPreference of "${logicalId}"`;
  const at = placeOfMember(properties, 'DeploymentPreference') ?? it.at;
  const resolve = (name: string): Value | undefined => {
    const value = written[name];
    return value === undefined ? undefined : compilation.resolveMappings(compilation.resolveParameters(value));
  };
  const enabled = resolve('Enabled') ?? true;
  const passes = readBoolean(resolve('PassthroughCondition') ?? false, `PassthroughCondition of ${owner}`, written, compilation);
  if (!enabled || enabled === 'false' || enabled === 'False') return undefined;
  const shapes = {
    Alarms: 'any',
    Enabled: 'any',
    Hooks: 'map',
    PassthroughCondition: 'any',
    Role: 'any',
    TriggerConfigurations: 'any',
    Type: 'any',
  } as const;
  checkShapes(written, shapes, owner, compilation, { unknown: 'ignored' });
  const type = resolve('Type');
  if (type === undefined) {
    reportInvalid(compilation, `${owner} has no Type, which is required.`, at, {
      code: 'MISSING_PROPERTY',
      hint: 'Write Type: AllAtOnce, or the name of another deployment configuration.',
    });
  }
  if (!properties.AutoPublishAlias) {
    const hint = 'Add AutoPublishAlias: live.';
    reportInvalid(compilation, `${owner} needs an AutoPublishAlias beside it.`, at, { code: 'MISSING_PROPERTY', hint });
  }
  const preference = { ...written, ...(type !== undefined && { Type: type }) };
  const condition = passes ? derivedAttributes(it).Condition : undefined;
  compilation.deployedFunctions.push({ it, preference, condition });
  const hooks = isMapping(written.Hooks) ? written.Hooks : {};
  return {
    CodeDeployLambdaAliasUpdate: {
      ApplicationName: { Ref: deploymentApplicationId },
      DeploymentGroupName: { Ref: `${logicalId}DeploymentGroup` },
      ...(hooks.PreTraffic && { BeforeAllowTrafficHook: hooks.PreTraffic }),
      ...(hooks.PostTraffic && { AfterAllowTrafficHook: hooks.PostTraffic }),
    },
  };
}

function readBoolean(value: Value, owner: string, written: Mapping, compilation: Compilation): boolean {
  if (value === true || value === 'true' || value === 'True') return true;
  if (value === false || value === 'false' || value === 'False') return false;
  const hint = isIntrinsic(value) ? 'Of the intrinsic functions it takes Ref to a parameter, and Fn::FindInMap.' : undefined;
  reportInvalid(compilation, `${owner} must be true or false.`, placeOfMember(written, 'PassthroughCondition'), { hint });
  return false;
}
