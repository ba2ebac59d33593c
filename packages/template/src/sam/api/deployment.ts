import { placeOfMember } from '../../places.ts';
import type { Value } from '../../template.ts';
import type { Compilation } from '../compilation.ts';
import { isAlphanumeric, logicalIdHash, sha1 } from '../logical-id.ts';
import { Members } from '../members.ts';
import { derivedAttributes, type Mapping } from '../sam-resource.ts';
import { tagList } from '../tags.ts';
import type { SamApi } from './sam-api.ts';

/** Properties that the stage has under the same name. */
const stagePropertyNames = [
  'StageName',
  'CacheClusterEnabled',
  'CacheClusterSize',
  'Variables',
  'MethodSettings',
  'AccessLogSetting',
  'CanarySetting',
  'TracingEnabled',
];

/**
 * The deployment and the stage of an API. A deployment is a snapshot, so a changed API needs a new one: its logical id carries
 * a hash of the definition.
 *
 * @param body the RestApi's Body or BodyS3Location
 * @returns the stage's logical id
 */
export function compileDeployment(api: SamApi, body: Value | undefined, compilation: Compilation): string {
  const { it } = api;
  const { logicalId, properties } = it;
  const { OpenApiVersion: version, StageName: stageName } = properties;
  const at = placeOfMember(properties, 'StageName') ?? it.at;
  const digest =
    body === undefined ? '' : sha1([JSON.stringify(body), ...(version ? [String(version)] : []), api.functionNames.join('')].join('||'));
  const deploymentId = `${logicalId}Deployment${digest.slice(0, 10)}`;
  const deployment: Mapping = {
    ...(digest !== '' && { Description: `RestApi deployment id: ${digest}` }),
    RestApiId: { Ref: logicalId },
    // Without OpenApiVersion SAM keeps up the second stage it has made since its first days.
    ...(!version && { StageName: 'Stage' }),
  };
  compilation.add(it, deploymentId, { Type: 'AWS::ApiGateway::Deployment', ...derivedAttributes(it), Properties: deployment });
  const tags = tagList(properties.Tags);
  const stage = new Members(properties)
    .set('RestApiId', { Ref: logicalId })
    .set('DeploymentId', { Ref: deploymentId })
    .carry(...stagePropertyNames);
  if (tags.length > 0) stage.from('Tags', 'Tags', tags);
  const stageId = `${logicalId}${stageSuffix(stageName)}`;
  compilation.add(it, stageId, { Type: 'AWS::ApiGateway::Stage', ...derivedAttributes(it), Properties: stage.done(it.at) }, { at });
  compilation.referable.set(`${logicalId}.Stage`, stageId);
  compilation.referable.set(`${logicalId}.Deployment`, deploymentId);
  return stageId;
}

function stageSuffix(stageName: Value | undefined): string {
  if (typeof stageName !== 'string') return 'Stage';
  return isAlphanumeric(stageName) ? `${stageName}Stage` : `Stage${logicalIdHash(stageName)}`;
}
