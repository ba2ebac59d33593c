// The rules of STYLE.md and ARCHITECTURE.md that a program can check: directions of imports, cycles, sizes, names, and that
// each file of a listed folder stands in its list. What a reader must judge is left to the reader.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(root, file)));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const sources = tracked.filter((file) => /^packages\/\w+\/src\/.*\.ts$/.test(file) && !file.endsWith('.test.ts'));
const tests = tracked.filter((file) => file.endsWith('.test.ts') && file !== 'test/tidy.test.ts');

/** Every import of another file or package, type imports included. */
function importsOf(file: string): readonly { readonly target: string; readonly typeOnly: boolean }[] {
  const pattern = /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^;]*?from\s+'([^']+)'|import\('([^']+)'\)/g;
  return [...read(file).matchAll(pattern)].map(([, type, from, dynamic]) => {
    const specifier = from ?? dynamic ?? '';
    const target = specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : specifier;
    return { target, typeOnly: type !== undefined };
  });
}

/** What each part may import; a part is the first pattern that matches. Order is from the house's roof to its ground. */
const parts: readonly { readonly name: string; readonly holds: RegExp; readonly mayImport: readonly string[] }[] = [
  { name: 'cli', holds: /^packages\/cli\//, mayImport: ['engine', 'template'] },
  {
    name: 'engine',
    holds: /^packages\/engine\/src\/[^/]+\.ts$/,
    mayImport: [
      'stack',
      'metering',
      'server',
      'upstream',
      'gateway',
      'services',
      'lambda',
      'store',
      'protocol',
      'trace',
      'world',
      'template',
    ],
  },
  { name: 'metering', holds: /^packages\/engine\/src\/metering\//, mayImport: ['services', 'lambda', 'trace', 'world'] },
  { name: 'upstream', holds: /^packages\/engine\/src\/upstream\//, mayImport: ['protocol', 'world'] },
  { name: 'server', holds: /^packages\/engine\/src\/server\//, mayImport: ['gateway', 'services', 'protocol', 'trace', 'world'] },
  { name: 'stack', holds: /^packages\/engine\/src\/stack\//, mayImport: ['services', 'lambda', 'protocol', 'trace', 'world', 'template'] },
  { name: 'gateway', holds: /^packages\/engine\/src\/gateway\//, mayImport: ['services', 'protocol', 'trace', 'world', 'template'] },
  {
    name: 'services',
    holds: /^packages\/engine\/src\/services\//,
    mayImport: ['lambda', 'protocol', 'store', 'trace', 'world', 'template'],
  },
  { name: 'lambda', holds: /^packages\/engine\/src\/lambda\//, mayImport: ['protocol', 'trace', 'world', 'template'] },
  { name: 'store', holds: /^packages\/engine\/src\/store\//, mayImport: ['world'] },
  { name: 'protocol', holds: /^packages\/engine\/src\/protocol\//, mayImport: ['trace', 'world'] },
  { name: 'trace', holds: /^packages\/engine\/src\/trace\//, mayImport: ['template'] },
  { name: 'world', holds: /^packages\/engine\/src\/world\//, mayImport: [] },
  { name: 'template', holds: /^packages\/template\/|^@gatewright\/template$/, mayImport: [] },
  { name: 'api', holds: /^packages\/api\/|^@gatewright\/api/, mayImport: [] },
];

function partOf(target: string): string | undefined {
  if (target === '@gatewright/engine') return 'engine';
  return parts.find((it) => it.holds.test(target))?.name;
}

describe('imports', () => {
  test('run from the roof to the ground only', () => {
    const wrong = sources.flatMap((file) => {
      const from = parts.find((it) => it.holds.test(file));
      return importsOf(file)
        .map(({ target }) => ({ target, to: partOf(target) }))
        .filter(({ to }) => to !== undefined && to !== from?.name && !from?.mayImport.includes(to))
        .map(({ target }) => `${file} -> ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  test('never tie one service to another', () => {
    const serviceOf = (path: string): string | undefined => /^packages\/engine\/src\/services\/(\w+)\//.exec(path)?.[1];
    const wrong = sources.flatMap((file) =>
      importsOf(file)
        .filter(({ target }) => serviceOf(file) && serviceOf(target) && serviceOf(file) !== serviceOf(target))
        .map(({ target }) => `${file} -> ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test('make no circle', () => {
    const state = new Map<string, 'open' | 'done'>();
    const circles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        circles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
        return;
      }
      state.set(file, 'open');
      for (const { target } of importsOf(file)) if (sources.includes(target)) visit(target, [...path, file]);
      state.set(file, 'done');
    };
    for (const file of sources) visit(file, []);
    expect(circles).toEqual([]);
  });
});

/** Data tables and hand-written parsers that one subject makes long; each with its reason. */
const longFiles: Readonly<Record<string, string>> = {};

describe('files', () => {
  test('stay under 400 lines', () => {
    const long = [...sources, ...tests].filter(
      (file) => !file.endsWith('.generated.ts') && !longFiles[file] && read(file).split('\n').length > 401,
    );
    expect(long).toEqual([]);
  });

  test('are named after their subject', () => {
    expect(tracked.filter((file) => /(^|\/)(utils?|helpers?|common|shared|misc|types|legacy)(\/|\.ts$)/.test(file))).toEqual([]);
  });

  test('are in kebab-case', () => {
    expect(sources.filter((file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.generated)?\.(m?ts)$/.test(basename(file)))).toEqual([]);
  });

  test('have an index in packages only', () => {
    expect(sources.filter((file) => basename(file) === 'index.ts' && !/^packages\/\w+\/src\/index\.ts$/.test(file))).toEqual([]);
  });
});

describe('code', () => {
  const offenders = (files: readonly string[], pattern: RegExp, except: RegExp = /^$/): readonly string[] =>
    files.filter((file) => !except.test(file) && pattern.test(read(file)));

  test('has no placeholder', () => {
    expect(offenders(sources, /\b(TODO|FIXME|XXX)\b|not implemented yet/)).toEqual([]);
  });

  test('has no cast to any and no silenced check', () => {
    expect(offenders(sources, /\bas any\b|@ts-ignore|@ts-nocheck/)).toEqual([]);
  });

  test('reads the environment and ends the process in the command line only, and inside a function', () => {
    expect(
      offenders(
        sources,
        /process\.(env|exit|argv)\b/,
        /^packages\/cli\/src\/(terminal|main)\.ts$|^packages\/cli\/src\/doctor\/|^packages\/engine\/src\/lambda\/bootstrap\/|^packages\/api\//,
      ),
    ).toEqual([]);
  });

  test('re-exports by name', () => {
    expect(offenders(sources, /export \* from/)).toEqual([]);
  });

  test('skips no test', () => {
    expect(offenders(tests, /\.(only|todo)\(|\b(describe|test|it)\.skip\(/)).toEqual([]);
  });
});

/** Folders whose every file is one line in a list. */
const lists: readonly { readonly folder: RegExp; readonly list: string }[] = [
  { folder: /^packages\/engine\/src\/stack\/resources\/aws-[^/]+\.ts$/, list: 'packages/engine/src/stack/resources.ts' },
  ...operationLists(),
  { folder: /^packages\/engine\/src\/gateway\/rest\/steps\/[^/]+\.ts$/, list: 'packages/engine/src/gateway/rest/pipeline.ts' },
  { folder: /^packages\/engine\/src\/gateway\/http\/steps\/[^/]+\.ts$/, list: 'packages/engine/src/gateway/http/pipeline.ts' },
  { folder: /^packages\/cli\/src\/commands\/[^/]+\.ts$/, list: 'packages/cli/src/commands.ts' },
  { folder: /^packages\/cli\/src\/doctor\/rules\/[^/]+\.ts$/, list: 'packages/cli/src/doctor/rules.ts' },
];

/** Every `operations/` of a service, and what is called like it, has its list beside it. */
function operationLists(): typeof lists {
  const folders = sources.map((file) => /^packages\/engine\/src\/services\/[\w-]+\/[\w-]*operations(?=\/)/.exec(file)?.[0]);
  return [...new Set(folders)]
    .filter((folder) => folder !== undefined)
    .map((folder) => ({ folder: new RegExp(`^${folder}/[^/]+\\.ts$`), list: `${folder}.ts` }));
}

describe('lists', () => {
  test.each(lists)('$list names every file of its folder', ({ folder, list }) => {
    const files = sources.filter((file) => folder.test(file));
    const named = read(list);
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => !named.includes(`/${basename(file)}`))).toEqual([]);
  });

  test('docs/errors.md has a section for every diagnostic', () => {
    const codes = [...read('packages/template/src/diagnostic.ts').matchAll(/^ {2}'([A-Z_]+)',$/gm)].map(([, code]) => code);
    const sections = [...read('docs/errors.md').matchAll(/^## ([A-Z_]+)$/gm)].map(([, code]) => code);
    expect(codes.length).toBeGreaterThan(10);
    expect(sections).toEqual([...sections].sort());
    expect(codes.filter((code) => !sections.includes(code))).toEqual([]);
  });
});
