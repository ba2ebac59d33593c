import type { Diagnostic, Report } from '../diagnostic.ts';
import { copyPlaces, type Place, placeOf, placeOfMember } from '../places.ts';
import { isMapping, parseSource } from '../source.ts';
import type { ReadFile, Value } from '../template.ts';
import { besideFile } from './function-sources.ts';

type Mapping = { readonly [member: string]: Value };

/** Each file is read once, and so many at most. */
const maximumFileCount = 100;

/** Reads files that a template names, and remembers which. */
export interface LocalFiles {
  /** Every file that was asked for, whether it was there or not: a change to any compiles anew. */
  readonly names: Set<string>;
  /** The data in a file; undefined after reporting. `at` is where the file is named. */
  read(path: string, at: Place | undefined): Promise<Value | undefined>;
}

/** @param file the template, which paths are relative to the folder of */
export function localFiles(file: string, readFile: ReadFile, report: Report): LocalFiles {
  const names = new Set<string>([file]);
  const known = new Map<string, Promise<Value | undefined>>();
  const load = async (path: string, at: Place | undefined): Promise<Value | undefined> => {
    const wrong = (code: Diagnostic['code'], message: string, hint?: string): undefined => {
      report({ code, severity: 'error', message, at, hint });
      return undefined;
    };
    if (/^(\.\.(\/|$)|[\\/]|[A-Za-z]:)/.test(path))
      return wrong('FILE_OUTSIDE_PROJECT', `${path} is outside the project's folder and is not read.`);
    if (names.size > maximumFileCount) return wrong('TEMPLATE_TOO_LARGE', `The template names more than ${maximumFileCount} files.`);
    names.add(path);
    let text: string;
    try {
      text = await readFile(path);
    } catch {
      return wrong('FILE_NOT_FOUND', `There is no file ${path}.`, 'Paths are relative to the folder of the template.');
    }
    const { root, diagnostics } = parseSource(path, text, 'YAML 1.1');
    diagnostics.forEach(report);
    return root;
  };
  return {
    names,
    read(path, at) {
      const beside = besideFile(file, path);
      const reading = known.get(beside) ?? load(beside, at);
      known.set(beside, reading);
      return reading;
    },
  };
}

/**
 * Puts the content of local files in the place of every `Fn::Transform` that includes one. An include from S3 stays.
 * @source "AWS::Include transform", AWS CloudFormation user guide
 */
export async function resolveIncludes(value: Value, files: LocalFiles, depth = 0): Promise<Value> {
  if (Array.isArray(value)) {
    const list = await Promise.all(value.map((it) => resolveIncludes(it, files, depth)));
    return list.some((it, index) => it !== value[index]) ? copyPlaces(value, list) : value;
  }
  if (!isMapping(value)) return value;
  const location = includedLocation(value['Fn::Transform']);
  const entries = await Promise.all(
    Object.entries(value).map(async ([name, it]): Promise<[string, Value]> => [name, await resolveIncludes(it, files, depth)]),
  );
  // An included file may include others; one that includes itself ends here.
  if (location !== undefined && depth < 5) {
    const read = await files.read(location, placeOfMember(value, 'Fn::Transform') ?? placeOf(value));
    const content = read === undefined ? undefined : await resolveIncludes(read, files, depth + 1);
    const others = entries.filter(([name]) => name !== 'Fn::Transform');
    if (content === undefined) return copyPlaces(value, Object.fromEntries(others));
    if (others.length === 0 || !isMapping(content)) return content;
    return copyPlaces(content, copyPlaces(value, { ...content, ...Object.fromEntries(others) }));
  }
  return entries.some(([name, it]) => it !== value[name]) ? copyPlaces(value, Object.fromEntries(entries)) : value;
}

/** The local path that a `Fn::Transform` includes. */
function includedLocation(transform: Value | undefined): string | undefined {
  if (!isMapping(transform) || transform.Name !== 'AWS::Include') return undefined;
  const parameters: Mapping = isMapping(transform.Parameters) ? transform.Parameters : {};
  const { Location: location } = parameters;
  return typeof location === 'string' && !location.startsWith('s3://') ? location : undefined;
}
