import { isMapping } from '../../source.ts';
import { digestOf } from '../digest.ts';
import { type Draft, properties } from '../draft.ts';
import { versionId } from '../naming.ts';
import type { Service, ServiceFunction } from '../service.ts';

/**
 * A version of each function, whose logical id changes with the function's configuration: CloudFormation publishes anew only
 * for a new resource. osls hashes the code's package too, and names its digest in CodeSha256; there is no package here.
 */
export async function compileVersions(service: Service, draft: Draft): Promise<void> {
  for (const it of service.functions) await compileVersion(service, draft, it);
}

async function compileVersion(
  { provider }: Service,
  draft: Draft,
  { key, logicalId, alias, section, place }: ServiceFunction,
): Promise<void> {
  const isVersioned = section.flag('versionFunction') ?? provider.flag('versionFunctions') ?? true;
  const concurrency = section.number('provisionedConcurrency');
  if (!isVersioned && !alias) return;
  const compiled = draft.resources[logicalId]?.Properties;
  const { Code, ReservedConcurrentExecutions, Tags, ...configuration } = isMapping(compiled) ? compiled : {};
  const id = versionId(key, await digestOf(configuration));
  const name = section.text('condition');
  const condition = name === undefined ? {} : { Condition: name };
  const version = properties({ FunctionName: { Ref: logicalId }, Description: section.text('description') });
  const kept = isVersioned ? { DeletionPolicy: 'Retain' } : {};
  draft.add(id, { Type: 'AWS::Lambda::Version', ...kept, Properties: version, ...condition }, place);
  draft.output(`${logicalId}QualifiedArn`, { Description: 'Current Lambda function version', Value: { Ref: id }, ...condition }, place);
  if (!alias) return;
  const aliasProperties = properties({
    FunctionName: { Ref: logicalId },
    FunctionVersion: { 'Fn::GetAtt': [id, 'Version'] },
    Name: alias.name,
    ProvisionedConcurrencyConfig: concurrency ? { ProvisionedConcurrentExecutions: concurrency } : undefined,
  });
  draft.add(alias.logicalId, { Type: 'AWS::Lambda::Alias', Properties: aliasProperties, DependsOn: logicalId, ...condition }, place);
}
