import type { World } from '../../world/world.ts';
import type { LayerReference } from './lambda-function.ts';
import { invalidParameter } from './operation-error.ts';
import { isParametersSecretsLayer } from './parameters-secrets-layer.ts';

export interface LayerVersion {
  readonly layerName: string;
  readonly version: number;
  /** Absolute folder with the layer's files: what is `/opt` on AWS. */
  readonly folder: string;
  readonly archive: Buffer;
  readonly codeSha256: string;
  readonly description: string;
  readonly licenseInfo: string | undefined;
  readonly compatibleRuntimes: readonly string[] | undefined;
  readonly compatibleArchitectures: readonly string[] | undefined;
  readonly createdDate: string;
  readonly policy: Map<string, object>;
  policyRevisionId: string | undefined;
}

/** The account's layers. A version that was deleted keeps working for the functions that have it. @source "Lambda layers", AWS Lambda developer guide */
export class LayerStore {
  readonly #world: World;
  readonly #layers = new Map<string, Map<number, LayerVersion>>();
  readonly #counts = new Map<string, number>();

  constructor(world: World) {
    this.#world = world;
  }

  publish(given: Omit<LayerVersion, 'version' | 'policy' | 'policyRevisionId'>): LayerVersion {
    const version = (this.#counts.get(given.layerName) ?? 0) + 1;
    this.#counts.set(given.layerName, version);
    const published: LayerVersion = { ...given, version, policy: new Map(), policyRevisionId: undefined };
    const versions = this.#layers.get(given.layerName) ?? new Map<number, LayerVersion>();
    this.#layers.set(given.layerName, versions.set(version, published));
    return published;
  }

  get(layerName: string, version: number): LayerVersion | undefined {
    return this.#layers.get(layerName)?.get(version);
  }

  delete(layerName: string, version: number): void {
    const versions = this.#layers.get(layerName);
    versions?.delete(version);
    if (versions?.size === 0) this.#layers.delete(layerName);
  }

  /** Newest first. */
  versionsOf(layerName: string): readonly LayerVersion[] {
    return [...(this.#layers.get(layerName)?.values() ?? [])].reverse();
  }

  /** The latest version of each, in alphabetical order. */
  latest(): readonly LayerVersion[] {
    return [...this.#layers.keys()].sort().flatMap((it) => this.versionsOf(it).slice(0, 1));
  }

  totalSize(): number {
    return [...this.#layers.values()].flatMap((it) => [...it.values()]).reduce((sum, it) => sum + it.archive.length, 0);
  }

  arnOf(layerName: string, version?: number): string {
    const { partition, region, accountId } = this.#world;
    return `arn:${partition}:lambda:${region}:${accountId}:layer:${layerName}${version === undefined ? '' : `:${version}`}`;
  }

  find(arn: string): LayerVersion | undefined {
    const [, , , , , , layerName = '', version = ''] = arn.split(':');
    return this.get(layerName, Number(version));
  }

  /**
   * What a function has that asks for these layers.
   *
   * @throws ServiceError InvalidParameterValueException
   * @source recorded on AWS by localstack
   */
  resolve(arns: readonly string[]): readonly LayerReference[] {
    if (arns.length > 5) throw invalidParameter('Cannot reference more than 5 layers.');
    const seen = new Map<string, string>();
    return arns.map((arn) => {
      const region = arn.split(':')[3];
      if (region !== this.#world.region)
        throw invalidParameter(
          `Layers are not in the same region as the function. Layers are expected to be in region ${this.#world.region}.`,
        );
      const found = this.find(arn);
      if (!found && isParametersSecretsLayer(arn)) return { Arn: arn, CodeSize: 0 };
      if (!found) throw invalidParameter(`Layer version ${arn} does not exist.`);
      const other = seen.get(found.layerName);
      if (other !== undefined)
        throw invalidParameter(
          `Two different versions of the same layer are not allowed to be referenced in the same function. ${other} and ${arn} are versions of the same layer.`,
        );
      seen.set(found.layerName, arn);
      return { Arn: arn, CodeSize: found.archive.length };
    });
  }
}
