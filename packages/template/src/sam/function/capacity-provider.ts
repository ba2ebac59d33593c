import { placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import type { Members } from '../members.ts';
import { checkShapes, requireProperties } from '../properties.ts';
import type { Mapping, SamResource } from '../sam-resource.ts';

/** The machines of the user's own that the function runs on. @source "CapacityProviderConfig", AWS SAM developer guide */
export function compileCapacityProvider({ logicalId, at }: SamResource, config: Mapping, members: Members, compilation: Compilation): void {
  const owner = `CapacityProviderConfig of "${logicalId}"`;
  const shapes = { Arn: 'any', ExecutionEnvironmentMemoryGiBPerVCpu: 'any', PerExecutionEnvironmentMaxConcurrency: 'any' } as const;
  checkShapes(config, shapes, owner, compilation);
  if (!requireProperties(config, ['Arn'], owner, at, compilation)) return;
  const { Arn: arn = null, PerExecutionEnvironmentMaxConcurrency: most, ExecutionEnvironmentMemoryGiBPerVCpu: memory } = config;
  members.from('CapacityProviderConfig', 'CapacityProviderConfig', {
    LambdaManagedInstancesCapacityProviderConfig: {
      CapacityProviderArn: arn,
      ...(most !== undefined && { PerExecutionEnvironmentMaxConcurrency: most }),
      ...(memory !== undefined && { ExecutionEnvironmentMemoryGiBPerVCpu: memory }),
    },
  });
}

/** Reports settings of a function that exclude, or need, each other. */
export function checkTogether({ logicalId, properties, at }: SamResource, compilation: Compilation): void {
  const has = (name: string): boolean => properties[name] !== undefined && properties[name] !== null;
  const refuse = (name: string, sentence: string): void =>
    reportInvalid(compilation, `${name} of "${logicalId}" ${sentence}.`, placeOfMember(properties, name) ?? at);
  for (const other of ['ProvisionedConcurrencyConfig', 'VpcConfig']) {
    if (has('CapacityProviderConfig') && has(other)) refuse('CapacityProviderConfig', `excludes ${other}`);
  }
  if (has('FunctionScalingConfig') && !has('CapacityProviderConfig')) refuse('FunctionScalingConfig', 'needs a CapacityProviderConfig');
  if (has('VersionDeletionPolicy') && !has('AutoPublishAlias')) refuse('VersionDeletionPolicy', 'needs an AutoPublishAlias');
  if (!properties.TenancyConfig) return;
  for (const other of ['ProvisionedConcurrencyConfig', 'FunctionUrlConfig', 'SnapStart']) {
    if (properties[other]) refuse('TenancyConfig', `excludes ${other}`);
  }
  const events = isMapping(properties.Events) ? Object.values(properties.Events).filter(isMapping) : [];
  if (events.some(({ Type: type }) => type !== 'Api' && type !== 'HttpApi'))
    refuse('TenancyConfig', 'excludes events that are not of an API');
}
