import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, join, relative } from 'node:path';
import type { Diagnostic, DiagnosticCode } from '@gatewright/template';
import { analyseCode } from '../code/analyse-code.ts';
import { findHandlerFile } from '../code/handler-file.ts';
import { runtimeFamily } from '../runtime-api/runtime-command.ts';
import type { DeploymentPackage, FailedPackage, PackageRequest, ReleasedBundle } from './deployment-package.ts';
import { folderFiles } from './folder-files.ts';
import { releaseBundle } from './release-bundle.ts';
import { type PackagedFile, writeZip } from './write-zip.ts';

export type { DeploymentPackage, FailedPackage };

/** What a package, its layers included, may hold unpacked. @source "Lambda quotas", AWS Lambda developer guide */
const maximumUnpackedBytes = 262_144_000;
/** The most that a zip file counts without an extension of the format. */
const maximumFiles = 65_535;

/**
 * Makes the package that Lambda is given of a function's sources: TypeScript, and whatever has esbuild settings, as a bundle; JavaScript,
 * Python and executables as the folder they are.
 */
export async function packageFunction(request: PackageRequest): Promise<DeploymentPackage | FailedPackage> {
  const { codeRoot, logicalId, runtime, handler } = request;
  if (!existsSync(codeRoot)) return failed(request, 'FILE_NOT_FOUND', `The code of "${logicalId}", ${codeRoot}, does not exist.`);
  if (statSync(codeRoot).isFile()) return packaged(request, readFileSync(codeRoot));
  const family = runtimeFamily(runtime);
  if (family !== 'nodejs') return zipped(request, folderFiles(codeRoot), folderDiagnostics(request));
  const found = findHandlerFile({ codeRoot, handler, esbuild: request.esbuild });
  if (!found) {
    const message = `There is no file for the handler "${handler}" of "${logicalId}" in its code folder, ${codeRoot}.`;
    return { diagnostics: [{ code: 'HANDLER_NOT_FOUND', severity: 'error', message, at: request.handlerAt }] };
  }
  const missing = await missingExport(found.file, request);
  if (missing) return { diagnostics: [missing] };
  if (!found.bundled) return zipped(request, folderFiles(codeRoot), []);
  const { bundle, diagnostics } = await releaseBundle(found.file, request);
  return bundle ? zipped(request, bundle.files, diagnostics, bundle) : { diagnostics };
}

/** Makes the package of a layer. @param below `nodejs` or `python`, where the language looks for what the folder holds */
export function packageLayer(logicalId: string, folder: string, below: string | undefined): DeploymentPackage | FailedPackage {
  const request = { logicalId, at: undefined, handlerAt: undefined };
  if (!existsSync(folder)) return failed(request, 'FILE_NOT_FOUND', `The content of "${logicalId}", ${folder}, does not exist.`);
  if (statSync(folder).isFile()) return packaged(request, readFileSync(folder));
  const files = folderFiles(folder);
  return zipped(request, below === undefined ? files : files.map((it) => ({ ...it, path: `${below}/${it.path}` })), []);
}

type Owner = Pick<PackageRequest, 'logicalId' | 'at' | 'handlerAt'>;

function zipped(
  owner: Owner,
  files: readonly PackagedFile[],
  diagnostics: readonly Diagnostic[],
  bundle?: ReleasedBundle,
): DeploymentPackage | FailedPackage {
  const bytes = files.reduce((sum, it) => sum + it.content.length, 0);
  const { logicalId } = owner;
  if (bytes > maximumUnpackedBytes || files.length > maximumFiles) {
    const message = `The package of "${logicalId}" has ${bytes} bytes in ${files.length} files; Lambda takes ${maximumUnpackedBytes} bytes.`;
    return failed(owner, 'INVALID_VALUE', message, 'Bundle it with esbuild, or move what it needs into layers.');
  }
  if (files.length === 0) return failed(owner, 'FILE_NOT_FOUND', `The package of "${logicalId}" would be empty.`);
  return { ...packaged(owner, writeZip(files), bundle), diagnostics };
}

function packaged(_owner: Owner, archive: Buffer, bundle?: ReleasedBundle): DeploymentPackage {
  return { archive, codeSha256: createHash('sha256').update(archive).digest('base64'), bundle, diagnostics: [] };
}

function failed({ at }: Pick<Owner, 'at'>, code: DiagnosticCode, message: string, hint?: string): FailedPackage {
  return { diagnostics: [{ code, severity: 'error', message, at, hint }] };
}

async function missingExport(file: string, { codeRoot, handler, handlerAt, logicalId }: PackageRequest): Promise<Diagnostic | undefined> {
  if (!/\.[cm]?[jt]sx?$/.test(extname(file))) return undefined;
  const { exports } = await analyseCode(file, codeRoot);
  const name = basename(handler).split('.').slice(1).join('.');
  if (!exports || exports.includes(name)) return undefined;
  const message = `The handler "${handler}" of "${logicalId}" is not exported by ${relative(codeRoot, file)}.`;
  const hint = `The file exports ${exports.length === 0 ? 'nothing' : exports.join(', ')}.`;
  return { code: 'HANDLER_NOT_FOUND', severity: 'error', message, at: handlerAt, hint };
}

/** What a folder that goes as it is may lack. */
function folderDiagnostics({ codeRoot, logicalId, runtime, layers, at }: PackageRequest): readonly Diagnostic[] {
  const family = runtimeFamily(runtime);
  if (family === 'provided' && layers.length === 0 && !existsSync(join(codeRoot, 'bootstrap'))) {
    const message = `"${logicalId}" has no executable "bootstrap" in ${codeRoot}, which the runtime ${runtime} starts.`;
    return [{ code: 'FILE_NOT_FOUND', severity: 'warning', message, at, hint: 'Build it into that folder first.' }];
  }
  if (family === 'python' && existsSync(join(codeRoot, 'requirements.txt'))) {
    const message = `The packages of requirements.txt are in the package of "${logicalId}" only where they are installed in ${codeRoot}.`;
    return [{ code: 'FILE_NOT_FOUND', severity: 'warning', message, at, hint: 'Install them there: pip install -r requirements.txt -t .' }];
  }
  return [];
}
