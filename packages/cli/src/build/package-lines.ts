import type { DeploymentPackage } from '@gatewright/engine/packages';

/** A package that has been written. */
export interface WrittenPackage {
  readonly logicalId: string;
  /** The zip file, from where the user stands. */
  readonly file: string;
  readonly made: DeploymentPackage;
}

/** As people read it: sizes of the bundle, of what it is compressed, of the whole package, and the hash that Lambda will show. */
export function packageTable(packages: readonly WrittenPackage[]): readonly string[] {
  const rows = packages.map(({ logicalId, made: { bundle, archive, codeSha256 } }) => [
    logicalId,
    bundle ? size(bundle.sizeBytes) : '-',
    bundle ? size(bundle.gzipBytes) : '-',
    size(archive.length),
    codeSha256,
  ]);
  const all = [['Function or layer', 'bundle', 'gzip', 'zip', 'CodeSha256'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((it) => it[column]?.length ?? 0)));
  return all.map(([name = '', ...cells]) =>
    [name.padEnd(widths[0] ?? 0), ...cells.map((it, index) => (index < 3 ? it.padStart(widths[index + 1] ?? 0) : it))].join('  '),
  );
}

/** As programs read it: a JSON line. */
export function packageLine({ logicalId, file, made: { bundle, archive, codeSha256 } }: WrittenPackage): string {
  const sizes = { ...(bundle && { bundleBytes: bundle.sizeBytes, gzipBytes: bundle.gzipBytes }), zipBytes: archive.length };
  return JSON.stringify({ type: 'package', logicalId, file, ...sizes, codeSha256 });
}

function size(bytes: number): string {
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(2)} MB`;
}
