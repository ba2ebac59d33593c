import { type Shape, string } from '../../protocol/shape.ts';
import { codeMembers } from './function-code-source.ts';
import type { LayerStore, LayerVersion } from './layer-store.ts';
import { checkRevision } from './operation.ts';
import { invalidParameter, notFound } from './operation-error.ts';
import { layerRuntimeNames, runtimes } from './runtimes.ts';

const layerNamePattern =
  '(arn:[a-zA-Z0-9-]+:lambda:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\\d{1}:\\d{12}:layer:[a-zA-Z0-9-_]+)|[a-zA-Z0-9-_]+';
export const layerVersionArnPattern =
  'arn:(aws[a-zA-Z-]*)?:lambda:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\\d{1}:\\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+';

export const layerName: Shape<string> = string({ pattern: layerNamePattern, min: 1, max: 140 });
export const layerRuntime: Shape<string> = string({ values: [...layerRuntimeNames] });

export const layerContent: Omit<typeof codeMembers, 'ImageUri'> = {
  ZipFile: codeMembers.ZipFile,
  S3Bucket: codeMembers.S3Bucket,
  S3Key: codeMembers.S3Key,
  S3ObjectVersion: codeMembers.S3ObjectVersion,
};

/** Refused as AWS refuses the two lists of a layer, each in its own form. @source recorded on AWS by localstack */
function words(
  values: readonly string[],
  {
    constraint,
    max,
    taken = values,
  }: { readonly constraint: (set: string) => string; readonly max: number; readonly taken?: readonly string[] },
): Shape<readonly string[]> {
  return {
    read: (wire) => (Array.isArray(wire) ? wire.map(String) : []),
    check(value, path, problems) {
      const problem = (what: string): unknown =>
        problems.push(`Value '[${value.join(', ')}]' at '${path}' failed to satisfy constraint: Member must ${what}`);
      if (value.length > max) problem(`have length less than or equal to ${max}`);
      if (!value.every((it) => taken.includes(it))) problem(constraint(`satisfy enum value set: [${values.join(', ')}]`));
    },
  };
}

export const layerRuntimes: Shape<readonly string[]> = words(runtimes, {
  constraint: (set) => set,
  max: 15,
  // Runtimes that are no more are taken, and not told. @source recorded on AWS by localstack, 2024-04 (test_layer_compatibilities)
  taken: layerRuntimeNames,
});
export const layerArchitectures: Shape<readonly string[]> = words(['x86_64', 'arm64'], {
  constraint: (set) => `satisfy constraint: [Member must ${set}]`,
  max: 2,
});

/** A layer's name, of the name or the ARN. */
export function layerNameOf(given: string): string {
  return given.split(':')[6] ?? given;
}

export function checkLayerVersion(version: number): void {
  if (version < 1) throw invalidParameter('Layer Version Cannot be less than 1');
}

/** AWS's LayerVersion; lists have no Content. @source answers recorded on AWS by localstack */
export function layerDocument(layers: LayerStore, layer: LayerVersion, { content = false }: { readonly content?: boolean } = {}): object {
  const { layerName: name, version, archive, licenseInfo, compatibleRuntimes, compatibleArchitectures } = layer;
  return {
    ...(content && {
      Content: {
        CodeSha256: layer.codeSha256,
        CodeSize: archive.length,
        Location: `data:application/zip;base64,${archive.toString('base64')}`,
      },
      LayerArn: layers.arnOf(name),
    }),
    LayerVersionArn: layers.arnOf(name, version),
    Description: layer.description,
    CreatedDate: layer.createdDate,
    Version: version,
    ...(compatibleRuntimes && { CompatibleRuntimes: compatibleRuntimes }),
    ...(licenseInfo !== undefined && { LicenseInfo: licenseInfo }),
    ...(compatibleArchitectures && { CompatibleArchitectures: compatibleArchitectures }),
  };
}

export function compatible({
  CompatibleRuntime: runtime,
  CompatibleArchitecture: architecture,
}: {
  readonly CompatibleRuntime?: string;
  readonly CompatibleArchitecture?: string;
}): (layer: LayerVersion) => boolean {
  return ({ compatibleRuntimes = [], compatibleArchitectures = [] }) =>
    (runtime === undefined || compatibleRuntimes.includes(runtime)) &&
    (architecture === undefined || compatibleArchitectures.includes(architecture));
}

/** @throws ServiceError ResourceNotFoundException */
export function policyLayer(
  layers: LayerStore,
  { LayerName, VersionNumber }: { readonly LayerName: string; readonly VersionNumber: number },
): LayerVersion {
  const name = layerNameOf(LayerName);
  const found = layers.get(name, VersionNumber);
  if (!found) throw notFound(`Layer version ${layers.arnOf(name, VersionNumber)} does not exist.`);
  return found;
}

/** @throws ServiceError PreconditionFailedException */
export function checkLayerRevision({ policyRevisionId }: LayerVersion, given: string | undefined): void {
  checkRevision(given, policyRevisionId ?? '', 'GetLayerPolicy');
}
