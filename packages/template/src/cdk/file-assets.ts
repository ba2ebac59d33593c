import { besideFile } from '../cloudformation/function-sources.ts';
import { isMapping } from '../source.ts';
import type { ReadFile, Value } from '../template.ts';
import { readJson } from './cloud-assembly.ts';

/** The files and folders a CDK app uploads before it deploys, by the key they get in S3. */
export interface FileAssets {
  /** The asset manifests that were read. */
  readonly files: readonly string[];
  /** Where the asset with this S3 key is on this machine. */
  pathOf(key: Value | undefined): string | undefined;
  /** Where the asset is that a URL ends with. */
  pathOfUrl(url: Value | undefined): string | undefined;
}

/**
 * Reads the asset manifest that stands beside a stack's template.
 * @source "Cloud assembly schema", AWS CDK; `NAME.assets.json` maps each file's source to its `objectKey`
 */
export async function readFileAssets(templateFile: string, readFile: ReadFile): Promise<FileAssets> {
  const manifestFile = templateFile.replace(/\.template\.json$/, '.assets.json');
  const manifest = await readJson(manifestFile, readFile);
  const paths = new Map<string, string>();
  for (const asset of Object.values(isMapping(manifest?.files) ? manifest.files : {})) {
    const path = isMapping(asset) && isMapping(asset.source) ? asset.source.path : undefined;
    if (typeof path !== 'string' || !isMapping(asset)) continue;
    for (const destination of Object.values(isMapping(asset.destinations) ? asset.destinations : {})) {
      const key = isMapping(destination) ? destination.objectKey : undefined;
      if (typeof key === 'string') paths.set(key, besideFile(manifestFile, path));
    }
  }
  const pathOf = (key: Value | undefined): string | undefined => textsOf(key).flatMap((it) => paths.get(it) ?? [])[0];
  return {
    files: manifest ? [manifestFile] : [],
    pathOf,
    pathOfUrl: (url) => textsOf(url).flatMap((text) => paths.get(text.slice(text.lastIndexOf('/') + 1)) ?? [])[0],
  };
}

/** The texts in a value: a key is written plainly, a URL joined from several. */
function textsOf(value: Value | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
