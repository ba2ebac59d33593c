import type { Diagnostic } from '../../diagnostic.ts';
import { parseSource } from '../../source.ts';
import type { ReadFile, Value } from '../../template.ts';

/** A file that was read: its data or its text, or why it has neither. */
export type ProjectFile = { readonly value: Value } | { readonly diagnostics: readonly Diagnostic[] };

/** The files of the project a configuration may read: each is read once, and none outside of the project. */
export class ProjectFiles {
  /** Every file asked for, in the order of asking; also those that are not there, for they may come. */
  readonly asked: string[] = [];
  readonly #readFile: ReadFile;
  readonly #folder: string;
  readonly #read = new Map<string, Promise<string | undefined>>();
  readonly #parsed = new Map<string, ProjectFile>();

  /** @param configuration path of the serverless.yml, whose folder relative paths start at */
  constructor(configuration: string, readFile: ReadFile) {
    this.#readFile = readFile;
    this.#folder = configuration.replaceAll('\\', '/').replace(/[^/]*$/, '');
  }

  /**
   * The path to read for one written in the configuration.
   *
   * @returns undefined when it leads out of the project: above the working folder, or above the configuration's own folder
   * when that is given as an absolute path
   */
  within(path: string): string | undefined {
    const written = path.replaceAll('\\', '/');
    const isAbsolute = /^(?:\/|[a-zA-Z]:\/)/;
    const root = isAbsolute.test(this.#folder) ? this.#folder : '';
    const normal = normalized(isAbsolute.test(written) ? written : this.#folder + written);
    if (normal === undefined || (root === '' && isAbsolute.test(normal))) return undefined;
    return normal.startsWith(normalized(root) ?? '') ? normal : undefined;
  }

  /** @returns undefined when there is no such file */
  text(path: string): Promise<string | undefined> {
    const known = this.#read.get(path);
    if (known) return known;
    this.asked.push(path);
    const text = this.#readFile(path).catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
    this.#read.set(path, text);
    return text;
  }

  /** YAML and JSON as data, anything else as text; undefined when there is no such file. */
  async data(path: string): Promise<ProjectFile | undefined> {
    const text = await this.text(path);
    if (text === undefined) return undefined;
    if (!/\.(?:ya?ml|json|tfstate)$/.test(path)) return { value: text };
    const known = this.#parsed.get(path);
    if (known) return known;
    const parsed = parse(path, text);
    this.#parsed.set(path, parsed);
    return parsed;
  }
}

function parse(path: string, text: string): ProjectFile {
  const { root, diagnostics } = parseSource(path, text);
  if (root !== undefined && diagnostics.length === 0) return { value: root };
  return { diagnostics: /\.ya?ml$/.test(path) ? diagnostics : diagnostics.map((it) => asJson(it, text)) };
}

/** A mistake in JSON, told in JSON's terms instead of YAML's. */
function asJson(diagnostic: Diagnostic, text: string): Diagnostic {
  if (diagnostic.code !== 'SYNTAX_ERROR') return diagnostic;
  try {
    JSON.parse(text);
    return diagnostic;
  } catch (error) {
    const message = `JSON parse error: ${error instanceof Error ? error.message : String(error)}`;
    return { ...diagnostic, message, hint: 'Write JSON: every bracket closed, names in double quotes, no comma behind the last item.' };
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'EISDIR');
}

/** Without `.` and `..`; undefined when it climbs above its start. */
function normalized(path: string): string | undefined {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '.' || (part === '' && parts.length > 0)) continue;
    if (part !== '..') parts.push(part);
    else if (parts.length === 0 || parts.at(-1) === '') return undefined;
    else parts.pop();
  }
  return parts.join('/') + (path.endsWith('/') && parts.length > 1 ? '/' : '');
}
