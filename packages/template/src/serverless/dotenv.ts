import type { ProjectFiles } from './variables/project-files.ts';

type Environment = { readonly [name: string]: string | undefined };

/**
 * The environment with what a `.env` file adds: `.env.<stage>` when there is one, otherwise `.env`. What is set already stays.
 * @source "Resolution of environment variables", Serverless Framework v3 guide
 */
export async function withDotenv(environment: Environment, files: ProjectFiles, stage: string): Promise<Environment> {
  const text = (await readBeside(files, `.env.${stage}`)) ?? (await readBeside(files, '.env'));
  return text === undefined ? environment : { ...parseDotenv(text, environment), ...environment };
}

async function readBeside(files: ProjectFiles, name: string): Promise<string | undefined> {
  const path = files.within(name);
  return path === undefined ? undefined : files.text(path);
}

const line =
  /^[ \t]*(?:export[ \t]+)?(?<name>[\w.-]+)(?:[ \t]*=[ \t]*|:[ \t]+)(?:'(?<single>[^']*)'|"(?<double>(?:\\[\s\S]|[^"\\])*)"|`(?<tick>[^`]*)`|(?<bare>[^#\r\n]*))?[ \t]*(?:#.*)?$/gm;

/**
 * Reads `NAME=value` lines: quotes keep blanks and line breaks, `\n` breaks the line in double quotes, `#` begins a comment,
 * `$NAME` and `${NAME:-default}` stand for other variables.
 */
export function parseDotenv(text: string, environment: Environment): { [name: string]: string } {
  const found: { [name: string]: string } = {};
  for (const { groups = {} } of text.replaceAll('\r\n', '\n').matchAll(line)) {
    const { name = '', single, double, tick, bare = '' } = groups;
    const value = single ?? double?.replaceAll('\\n', '\n').replaceAll('\\r', '\r') ?? tick ?? bare.trim();
    found[name] = single === undefined ? expand(value, { ...found, ...environment }) : value;
  }
  return found;
}

function expand(value: string, known: Environment): string {
  return value.replace(/\\\$|\$\{([A-Za-z_]\w*)(?::?-([^}]*))?\}|\$([A-Za-z_]\w*)/g, (written, braced, fallback, plain) => {
    if (written === '\\$') return '$';
    return known[braced ?? plain] || fallback || '';
  });
}
