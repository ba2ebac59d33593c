import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { Entry, ZipFile } from 'yauzl';
import { ServiceError } from '../../protocol/service-error.ts';

/** What a deployment package, layers included, may hold unpacked. @source "Lambda quotas", AWS Lambda developer guide */
const maximumUnpackedBytes = 262_144_000;
/** No package has more files; a package that says so is a bomb. */
const maximumEntries = 100_000;
const maximumLinkLength = 4096;

export interface UnpackedZip {
  /** The folder with the package's files: the same one for the same package. */
  readonly path: string;
  /** Of the package as it was given, in base64: AWS's CodeSha256. */
  readonly sha256: string;
  /** Bytes of the package as it was given: AWS's CodeSize. */
  readonly codeSize: number;
}

/**
 * Unpacks a zip package into a folder of its own below `root`. Nothing is written outside of it, whatever the package says; a package
 * that was unpacked before is not unpacked again.
 *
 * @throws ServiceError InvalidParameterValueException, in AWS's words
 */
export async function unpackZip(zip: Buffer, root: string): Promise<UnpackedZip> {
  const digest = createHash('sha256').update(zip).digest();
  const path = join(root, digest.toString('hex'));
  const unpacked = { path, sha256: digest.toString('base64'), codeSize: zip.length };
  if (existsSync(path)) return unpacked;
  if (zip.length === 0) throw refused('Uploaded file must be a non-empty zip');
  await mkdir(root, { recursive: true });
  const folder = await mkdtemp(join(root, 'unpacking-'));
  try {
    await unpackInto(folder, zip);
    await chmod(folder, 0o755);
    await rename(folder, path);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    // Somebody else has unpacked the same package meanwhile.
    if (existsSync(path)) return unpacked;
    throw error;
  }
  return unpacked;
}

async function unpackInto(folder: string, zip: Buffer): Promise<void> {
  // Bundled, a CommonJS module has its default export alone.
  const { default: yauzl } = await import('yauzl');
  const opened = await readable(yauzl.fromBufferPromise(zip));
  const entries = await readable(checkedEntries(opened));
  if (entries.length === 0) throw refused('Uploaded file must be a non-empty zip');
  const links: { readonly at: string; readonly target: string }[] = [];
  for (const entry of entries) {
    const file = join(folder, entry.fileName);
    if (entry.fileName.endsWith('/')) {
      await readable(mkdir(file, { recursive: true }));
      continue;
    }
    await readable(mkdir(dirname(file), { recursive: true }));
    // It flows at once: nothing else is awaited before it has a reader, who hears of its errors.
    const stream = await readable(opened.openReadStreamPromise(entry));
    if (isLink(entry)) links.push({ at: entry.fileName, target: linkTarget(entry, await readable(buffer(stream))) });
    else await readable(pipeline(stream, createWriteStream(file, { mode: isExecutable(entry) ? 0o755 : 0o644 })));
  }
  // Links come last: no file is written through one.
  for (const { at, target } of links) await readable(symlink(target, join(folder, at)));
}

/** The entries of a package whose sizes add up. */
async function checkedEntries(zip: ZipFile): Promise<readonly Entry[]> {
  if (zip.entryCount > maximumEntries) throw refused(`Unzipped package must have fewer than ${maximumEntries} files`);
  const entries: Entry[] = [];
  let bytes = 0;
  for await (const entry of zip.eachEntry()) {
    bytes += entry.uncompressedSize;
    if (bytes > maximumUnpackedBytes) throw refused(`Unzipped size must be smaller than ${maximumUnpackedBytes} bytes`);
    entries.push(entry);
  }
  return entries;
}

/** What fails here is the package's fault: its format, its names, a size or a checksum that is wrong. */
async function readable<Value>(reading: Promise<Value>): Promise<Value> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    throw refused('Could not unzip uploaded file. Please check your file, then try to upload again.', error);
  }
}

/** The target of a symbolic link, which must lie inside of the package. */
function linkTarget(entry: Entry, content: Buffer): string {
  const target = content.toString('utf8');
  const reached = posix.normalize(posix.join(posix.dirname(entry.fileName), target));
  if (content.length > maximumLinkLength || posix.isAbsolute(target) || reached === '..' || reached.startsWith('../')) {
    throw refused(`Could not unzip uploaded file: the link ${entry.fileName} leads out of the package.`);
  }
  return target;
}

/** The upper half of the attributes is the file's mode where the package was made on a Unix. */
function modeOf({ versionMadeBy, externalFileAttributes }: Entry): number {
  return versionMadeBy >>> 8 === 3 ? externalFileAttributes >>> 16 : 0;
}

function isLink(entry: Entry): boolean {
  return (modeOf(entry) & 0o170000) === 0o120000;
}

function isExecutable(entry: Entry): boolean {
  return (modeOf(entry) & 0o111) !== 0;
}

function refused(message: string, cause?: unknown): ServiceError {
  const error = new ServiceError('InvalidParameterValueException', message, 400, { Type: 'User' });
  if (cause !== undefined) error.cause = cause;
  return error;
}
