import { besideFile } from '../cloudformation/function-sources.ts';
import { isMapping, parseSource } from '../source.ts';
import type { ReadFile, Value } from '../template.ts';

type Mapping = { readonly [member: string]: Value };

/** One stack of what `cdk synth` wrote. */
export interface AssemblyStack {
  /** What the CDK's command line calls it: `WebStack`, `Prod/Web`. */
  readonly displayName: string;
  readonly artifactId: string;
  readonly stackName: string;
  /** Its template, in the same terms as the manifest's own path. */
  readonly templateFile: string;
  /** Undefined when the app leaves it to whoever deploys. */
  readonly region: string | undefined;
  readonly accountId: string | undefined;
  /** The stacks that must be deployed before it, by artifact id. */
  readonly dependencies: readonly string[];
}

/** Stages nest assemblies; so deep at most. */
const maximumDepth = 8;

/**
 * Every stack of a cloud assembly, those of its stages included. Undefined when there is no manifest, or one of another kind.
 *
 * @param manifestFile `cdk.out/manifest.json`
 * @source "Cloud assembly schema", AWS CDK; its `manifest.json` holds artifacts of the type `aws:cloudformation:stack`
 */
export async function readCloudAssembly(manifestFile: string, readFile: ReadFile): Promise<readonly AssemblyStack[] | undefined> {
  const manifest = await readJson(manifestFile, readFile);
  return manifest && isManifest(manifest) ? stacksOf(manifest, { manifestFile, readFile, depth: 0 }) : undefined;
}

/** True for the manifest of a cloud assembly. */
export function isManifest(root: Mapping): boolean {
  return typeof root.version === 'string' && isMapping(root.artifacts);
}

/** The data of a JSON file; undefined when there is none, or it is no object. */
export async function readJson(file: string, readFile: ReadFile): Promise<Mapping | undefined> {
  const text = await readFile(file).catch(() => undefined);
  const root = text === undefined ? undefined : parseSource(file, text).root;
  return isMapping(root) ? root : undefined;
}

interface AssemblyPlace {
  readonly manifestFile: string;
  readonly readFile: ReadFile;
  readonly depth: number;
}

async function stacksOf(manifest: Mapping, place: AssemblyPlace): Promise<readonly AssemblyStack[]> {
  const { manifestFile, readFile, depth } = place;
  const artifacts = isMapping(manifest.artifacts) ? manifest.artifacts : {};
  const stacks: AssemblyStack[] = [];
  for (const [artifactId, artifact] of Object.entries(artifacts)) {
    if (!isMapping(artifact)) continue;
    const properties = isMapping(artifact.properties) ? artifact.properties : {};
    if (artifact.type === 'aws:cloudformation:stack') {
      const stack = stackOf(artifactId, artifact, properties, manifestFile);
      if (stack) stacks.push(stack);
    } else if (artifact.type === 'cdk:cloud-assembly' && typeof properties.directoryName === 'string' && depth < maximumDepth) {
      const nestedFile = besideFile(manifestFile, `${properties.directoryName}/manifest.json`);
      const nested = await readJson(nestedFile, readFile);
      if (nested) stacks.push(...(await stacksOf(nested, { manifestFile: nestedFile, readFile, depth: depth + 1 })));
    }
  }
  return stacks;
}

function stackOf(artifactId: string, artifact: Mapping, properties: Mapping, manifestFile: string): AssemblyStack | undefined {
  const { templateFile, stackName } = properties;
  if (typeof templateFile !== 'string') return undefined;
  const { displayName, dependencies, environment } = artifact;
  const [, account, region] = /^aws:\/\/([^/]+)\/([^/]+)$/.exec(typeof environment === 'string' ? environment : '') ?? [];
  return {
    artifactId,
    displayName: typeof displayName === 'string' ? displayName : artifactId,
    stackName: typeof stackName === 'string' ? stackName : artifactId,
    templateFile: besideFile(manifestFile, templateFile),
    region: region === 'unknown-region' ? undefined : region,
    accountId: account === 'unknown-account' ? undefined : account,
    dependencies: Array.isArray(dependencies) ? dependencies.filter((it) => typeof it === 'string') : [],
  };
}
