import type { Diagnostic, Place, Value } from '@gatewright/template';
import type { PackagedFile } from './write-zip.ts';

/** A function's code, and how its sources ask for it to be packaged. */
export interface PackageRequest {
  readonly logicalId: string;
  readonly runtime: string;
  readonly handler: string;
  /** Absolute folder of the code. */
  readonly codeRoot: string;
  readonly esbuild?: { readonly [option: string]: Value } | undefined;
  /** Packages outside of the bundle go with it, as serverless has it; to SAM they are a layer's. */
  readonly shipExternals: boolean;
  /** What counts where the settings say nothing: SAM minifies, serverless does not. */
  readonly minify: boolean;
  /** Absolute folders of its layers. */
  readonly layers: readonly string[];
  readonly at: Place | undefined;
  readonly handlerAt: Place | undefined;
}

/** The code that Lambda is given. */
export interface DeploymentPackage {
  /** The zip file; the same bytes for the same sources. */
  readonly archive: Buffer;
  /** AWS's CodeSha256. */
  readonly codeSha256: string;
  readonly bundle?: ReleasedBundle | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ReleasedBundle {
  readonly files: readonly PackagedFile[];
  /** Beside the bundle; in the package as well where the settings ask for it. */
  readonly sourceMap: PackagedFile | undefined;
  readonly sizeBytes: number;
  readonly gzipBytes: number;
}

/** Why there is no package. */
export interface FailedPackage {
  readonly archive?: undefined;
  readonly diagnostics: readonly Diagnostic[];
}
