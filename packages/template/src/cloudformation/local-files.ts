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
 * A template with the content of its local files: of those that an `AWS::Include` among its transforms names, and of those that stand in
 * the place of a `Fn::Transform`. An include from S3 stays.
 * @source "AWS::Include transform", AWS CloudFormation user guide
 */
export async function resolveIncludes(root: Mapping, files: LocalFiles): Promise<Mapping> {
  const included = await includeSections(root, files);
  if (!namesTransform(included, 0)) return included;
  const resolved = await resolveIncludesIn(included, files, 0);
  return isMapping(resolved) ? resolved : included;
}

/** The sections of files that the template's own transforms include; what the template itself has goes first. */
async function includeSections(root: Mapping, files: LocalFiles): Promise<Mapping> {
  const transforms = Array.isArray(root.Transform) ? (root.Transform as readonly Value[]) : [root.Transform ?? null];
  if (!transforms.some((it) => includedLocation(it) !== undefined)) return root;
  const left = transforms.filter((it) => includedLocation(it) === undefined);
  const { Transform: _, ...others } = root;
  let sections: Mapping = copyPlaces(root, { ...others, ...(left.length > 0 && { Transform: left }) });
  for (const [index, transform] of transforms.entries()) {
    const location = includedLocation(transform);
    const at = Array.isArray(root.Transform) ? placeOfMember(root.Transform, index) : placeOfMember(root, 'Transform');
    const content = location === undefined ? undefined : await files.read(location, at);
    if (isMapping(content)) sections = joinedSections(sections, content);
  }
  return sections;
}

function joinedSections(own: Mapping, included: Mapping): Mapping {
  const joined = Object.entries(own).map(([section, value]): [string, Value] => {
    const more = included[section];
    return [section, isMapping(value) && isMapping(more) ? copyPlaces(more, copyPlaces(value, { ...more, ...value })) : value];
  });
  return copyPlaces(included, copyPlaces(own, { ...included, ...Object.fromEntries(joined) }));
}

/** Most templates include nothing: looking is cheaper than rebuilding. */
function namesTransform(value: Value, depth: number): boolean {
  if (typeof value !== 'object' || value === null || depth > 200) return false;
  if (isMapping(value) && value['Fn::Transform'] !== undefined) return true;
  return Object.values(value).some((it) => namesTransform(it, depth + 1));
}

async function resolveIncludesIn(value: Value, files: LocalFiles, depth: number): Promise<Value> {
  if (Array.isArray(value)) {
    const list = await Promise.all(value.map((it) => resolveIncludesIn(it, files, depth)));
    return list.some((it, index) => it !== value[index]) ? copyPlaces(value, list) : value;
  }
  if (!isMapping(value)) return value;
  const location = includedLocation(value['Fn::Transform']);
  const entries = await Promise.all(
    Object.entries(value).map(async ([name, it]): Promise<[string, Value]> => [name, await resolveIncludesIn(it, files, depth)]),
  );
  // An included file may include others; one that includes itself ends here.
  if (location !== undefined && depth < 5) {
    const read = await files.read(location, placeOfMember(value, 'Fn::Transform') ?? placeOf(value));
    const content = read === undefined ? undefined : await resolveIncludesIn(read, files, depth + 1);
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
