import { isMapping } from '../source.ts';
import type { FunctionSource, Template, Value } from '../template.ts';

/**
 * Where the code of each AWS::Lambda::Function is on this machine: `Code` as a path, as `aws cloudformation package` takes it;
 * inline `Code.ZipFile`; or the asset that `cdk synth` names in the Metadata. Code in S3 has no source here.
 *
 * @param pathOfCode where the code is that a `Code` names in S3, for whoever knows
 */
export function functionSources(
  file: string,
  template: Template,
  pathOfCode: (code: Value | undefined) => string | undefined = () => undefined,
): { readonly [logicalId: string]: FunctionSource } {
  const sources: [string, FunctionSource][] = [];
  for (const [logicalId, { Type: type, Properties: properties = {}, Metadata: metadata = {} }] of Object.entries(template.Resources)) {
    if (type !== 'AWS::Lambda::Function') continue;
    const { Code: code } = properties;
    const asset = metadata['aws:asset:path'];
    const known = pathOfCode(code);
    if (known !== undefined) sources.push([logicalId, { codeUri: known }]);
    else if (typeof asset === 'string') sources.push([logicalId, { codeUri: besideFile(file, asset) }]);
    else if (typeof code === 'string') sources.push([logicalId, { codeUri: besideFile(file, code) }]);
    else if (isMapping(code) && typeof code.ZipFile === 'string') {
      sources.push([logicalId, { codeUri: besideFile(file, '.'), inlineCode: code.ZipFile }]);
    }
  }
  return Object.fromEntries(sources);
}

/** A path written in a file is relative to the folder of that file; the answer is relative to the project. */
export function besideFile(file: string, path: string): string {
  if (/^([A-Za-z]:)?[\\/]/.test(path)) return path;
  const parts = file.split(/[\\/]/).slice(0, -1);
  for (const part of path.split(/[\\/]/)) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  const joined = parts.join('/');
  return joined === '' ? '.' : joined;
}
