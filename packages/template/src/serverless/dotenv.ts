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
 * `$NAME` and `${NAME:-default}` stand for other variables, in any quotes.
 * @source "dotenv" and "dotenv-expand" on npm; observed through osls 4.3
 */
export function parseDotenv(text: string, environment: Environment): { [name: string]: string } {
  const found: { [name: string]: string } = {};
  for (const { groups = {} } of text.replaceAll('\r\n', '\n').matchAll(line)) {
    const { name = '', single, double, tick, bare = '' } = groups;
    const value = single ?? double?.replaceAll('\\n', '\n').replaceAll('\\r', '\r') ?? tick ?? bare.trim();
    found[name] = expand(value, { ...found, ...environment });
  }
  return found;
}

const reference = /(?<!\\)\$\{([^{}]+)\}|(?<!\\)\$([A-Za-z_]\w*)/;
/** A value that refers to itself in a roundabout way ends here. */
const maximumExpansions = 100;

function expand(text: string, known: Environment): string {
  let expanded = text;
  const seen = new Set<string>();
  for (let count = 0; count < maximumExpansions && expanded.length < 100_000; count += 1) {
    const match = reference.exec(expanded);
    if (!match) break;
    seen.add(expanded);
    const [written, braced, plain] = match;
    const value = referred(braced ?? plain ?? '', known, seen);
    expanded = expanded.replace(written, () => value);
  }
  return expanded.replaceAll('\\$', '$');
}

/** `NAME`, `NAME:-default`, or `NAME:+instead`, with or without the colon. */
function referred(expression: string, known: Environment, seen: ReadonlySet<string>): string {
  const { name = '', operator = '', rest = '' } = /^(?<name>.*?)(?:(?<operator>:?[-+])(?<rest>.*))?$/s.exec(expression)?.groups ?? {};
  const value = known[name];
  if (operator.endsWith('+')) return value ? rest : '';
  return value && !seen.has(value) ? value : rest;
}
