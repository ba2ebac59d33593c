import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { placeOfMember, type Value } from '@gatewright/template';
import { ServiceError } from '../../protocol/service-error.ts';
import { lambdaTime } from '../../services/lambda/function-store.ts';
import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';

interface LayerContent {
  readonly folder: string;
  readonly archive: Buffer;
  readonly codeSha256: string;
}

/** A layer's content is a folder or a zip file on this machine, or a package in a local bucket. @source "AWS::Lambda::LayerVersion", AWS CloudFormation template reference */
export const awsLambdaLayerVersion: ResourceProvider = {
  type: 'AWS::Lambda::LayerVersion',
  properties: {
    CompatibleArchitectures: 'noLocalEffect',
    CompatibleRuntimes: 'noLocalEffect',
    Content: 'honoured',
    Description: 'honoured',
    LayerName: 'honoured',
    LicenseInfo: 'honoured',
  },
  replacing: ['CompatibleArchitectures', 'CompatibleRuntimes', 'Content', 'Description', 'LayerName', 'LicenseInfo'],
  create: publish,
  // Every change makes a new version; functions that have the former keep it.
  update: (context, _physicalResourceId, properties) => publish(context, properties),
  async delete({ services }, physicalResourceId) {
    const [, , , , , , layerName = '', version = ''] = physicalResourceId.split(':');
    services.lambda.layers.delete(layerName, Number(version));
  },
};

async function publish(context: ProviderContext, properties: ResolvedProperties): Promise<Provisioned> {
  const { services, world, logicalId } = context;
  const { layers } = services.lambda;
  const { LayerName: name, Description: description, LicenseInfo: licenseInfo } = properties;
  const layerName = typeof name === 'string' ? name : logicalId;
  const content = await contentOf(context, properties);
  if (!content) return { physicalResourceId: layers.arnOf(layerName, 0), absent: true };
  const { version } = layers.publish({
    layerName,
    ...content,
    description: typeof description === 'string' ? description : '',
    licenseInfo: typeof licenseInfo === 'string' ? licenseInfo : undefined,
    compatibleRuntimes: textsOf(properties.CompatibleRuntimes),
    compatibleArchitectures: textsOf(properties.CompatibleArchitectures),
    createdDate: lambdaTime(world.now()),
  });
  const arn = layers.arnOf(layerName, version);
  return { physicalResourceId: arn, attributes: { LayerVersionArn: arn } };
}

/** Undefined when there is none; why has been reported. */
async function contentOf(context: ProviderContext, properties: ResolvedProperties): Promise<LayerContent | undefined> {
  const { Content: content } = properties;
  const { services, projectRoot, logicalId, report } = context;
  const at = placeOfMember(properties, 'Content') ?? context.at;
  if (typeof content !== 'string') {
    const { S3Bucket, S3Key } = isObject(content) ? content : {};
    if (typeof S3Bucket === 'string' && typeof S3Key === 'string') return unpacked(context, { S3Bucket, S3Key });
    const message = `The content of "${logicalId}" is not on this machine.`;
    report({ code: 'FILE_NOT_FOUND', severity: 'error', unsupported: true, message, at, hint: 'Name a folder or a zip file.' });
    return undefined;
  }
  const path = resolve(projectRoot, content);
  if (!existsSync(path)) {
    const message = `The content of "${logicalId}", ${content}, does not exist.`;
    report({ code: 'FILE_NOT_FOUND', severity: 'error', message, at, hint: 'Create it, or correct the path.' });
    return undefined;
  }
  if (statSync(path).isDirectory()) return { folder: laidOut(context, path), archive: Buffer.alloc(0), codeSha256: '' };
  return unpacked({ services, logicalId, report, at }, readFileSync(path));
}

async function unpacked(
  { services, logicalId, report, at }: Pick<ProviderContext, 'services' | 'logicalId' | 'report' | 'at'>,
  from: Buffer | { readonly S3Bucket: string; readonly S3Key: string },
): Promise<LayerContent | undefined> {
  try {
    const { path, archive, sha256 } = Buffer.isBuffer(from)
      ? await services.lambda.code.unpackArchive(from)
      : await services.lambda.code.unpack(from);
    return { folder: path, archive, codeSha256: sha256 };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const message = `The content of "${logicalId}" is no package that Lambda takes: ${error.message}`;
    report({ code: 'INVALID_VALUE', severity: 'error', message, at, hint: 'Name a folder, or a zip file with the files of one.' });
    return undefined;
  }
}

/**
 * `sam build` puts what it builds into the folder that the language looks in; unbuilt, the same files are seen there.
 * @source "Building Lambda layers in AWS SAM", AWS SAM developer guide
 */
function laidOut({ resource, functionSource, dataRoot, logicalId }: ProviderContext, folder: string): string {
  const method = functionSource?.buildMethod ?? resource.Metadata?.BuildMethod;
  const language =
    typeof method !== 'string' ? undefined : method.startsWith('nodejs') ? 'nodejs' : method.startsWith('python') ? 'python' : undefined;
  if (language === undefined || existsSync(join(folder, language))) return folder;
  const root = dataRoot === undefined ? mkdtempSync(join(tmpdir(), 'gatewright-layers-')) : join(dataRoot, 'layers', logicalId);
  mkdirSync(root, { recursive: true });
  const link = join(root, language);
  rmSync(link, { force: true });
  symlinkSync(folder, link, 'junction');
  return root;
}

function textsOf(value: Value | undefined): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((it) => typeof it === 'string') : undefined;
}

function isObject(value: Value | undefined): value is { readonly [member: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
