import { createHash } from 'node:crypto';
import type { FunctionSource, Value } from '../../template.ts';
import { type Draft, properties } from '../draft.ts';
import { normalizedName } from '../naming.ts';
import type { Section } from '../section.ts';
import type { Service } from '../service.ts';
import { packageBucket } from './deployment-bucket.ts';
import { packageFolder } from './package-key.ts';

const known = [
  'allowedAccounts',
  'compatibleArchitectures',
  'compatibleRuntimes',
  'description',
  'licenseInfo',
  'name',
  'package',
  'path',
  'retain',
];
const knownOfPackage = ['artifact', 'exclude', 'include', 'individually', 'patterns'];

/**
 * `AWS::Lambda::LayerVersion` for each of the service's own layers, which functions refer to as `NameLambdaLayer`. osls hashes
 * the packed layer; there is no package here, and so the digest is that of the layer's settings.
 *
 * @returns where each layer's content is
 */
export function compileLayers(service: Service, draft: Draft): { readonly [logicalId: string]: FunctionSource } {
  const sources: { [logicalId: string]: FunctionSource } = {};
  for (const [key, layer] of service.layers?.sections() ?? []) {
    layer.allow(known);
    layer.section('package')?.allow(knownOfPackage);
    layer
      .section('package')
      ?.refuse('artifact', 'a package built beforehand is not unpacked.', 'Give the "path" of its content: it is used where it is.');
    const path = layer.text('path');
    if (path === undefined && layer.section('package')?.raw('artifact') === undefined)
      layer.missing('path', `Give the folder of the layer's content.`);
    const id = compileLayer(service, draft, key, layer);
    if (path !== undefined) sources[id] = { codeUri: path.replace(/\/+$/, '') || '.' };
  }
  return sources;
}

function compileLayer(service: Service, draft: Draft, key: string, layer: Section): string {
  const place = service.layers?.placeOfName(key);
  const s3Key = `${packageFolder(service)}/${key}.zip`;
  const all = properties(
    {
      Content: { S3Bucket: packageBucket(service.provider), S3Key: s3Key },
      LayerName: layer.text('name') || key,
      Description: layer.text('description') || undefined,
      LicenseInfo: layer.text('licenseInfo') || undefined,
      CompatibleRuntimes: layer.list('compatibleRuntimes'),
      CompatibleArchitectures: layer.list('compatibleArchitectures'),
    },
    {
      Content: [layer, 'path'],
      LayerName: [layer, 'name'],
      CompatibleRuntimes: [layer, 'compatibleRuntimes'],
      CompatibleArchitectures: [layer, 'compatibleArchitectures'],
    },
  );
  const digest = createHash('sha1').update(JSON.stringify(all)).digest('hex');
  const suffix = layer.flag('retain') ? digest : '';
  const kept: { readonly [member: string]: Value } = layer.flag('retain') ? { DeletionPolicy: 'Retain' } : {};
  const name = `${normalizedName(key)}LambdaLayer`;
  const id = `${name}${suffix}`;
  draft.add(id, { Type: 'AWS::Lambda::LayerVersion', Properties: all, ...kept }, place);
  for (const account of layer.texts('allowedAccounts')) {
    const permission = { Action: 'lambda:GetLayerVersion', LayerVersionArn: { Ref: id }, Principal: account };
    const permissionId = `${normalizedName(key)}${account.replace('*', 'Wild')}LambdaLayerPermission${suffix}`;
    draft.add(permissionId, { Type: 'AWS::Lambda::LayerVersionPermission', Properties: permission, ...kept }, place);
  }
  draft.output(`${name}QualifiedArn`, { Description: 'Current Lambda layer version', Value: { Ref: id } }, place);
  draft.output(`${name}Hash`, { Description: 'Current Lambda layer hash', Value: digest }, place);
  draft.output(`${name}S3Key`, { Description: 'Current Lambda layer S3Key', Value: s3Key }, place);
  return id;
}
