// Each rule on code that has its fault and on code that has not. The article's own code is in article.test.ts.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rules } from '../../src/doctor/rules.ts';
import { judge } from './judge.ts';
import { answerRows } from './rows/answers.ts';
import { callerAndDataRows } from './rows/callers-and-data.ts';
import { handlerRows } from './rows/handlers.ts';
import type { RuleRows } from './rows/row.ts';
import { samRows } from './rows/sam.ts';

const rows: readonly RuleRows[] = [...handlerRows, ...answerRows, ...callerAndDataRows, ...samRows];
const named = rows.flatMap(({ rule, faulty }) => faulty.map((sample, index) => ({ name: `${rule} ${index + 1}`, rule, sample })));
const passed = rows.flatMap(({ rule, fine }) => fine.map((sample, index) => ({ name: `${rule} ${index + 1}`, rule, sample })));

describe('names the fault', () => {
  test.each(named)('$name', async ({ rule, sample }) => {
    const found = (await judge(sample)).filter((it) => it.rule === rule);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      message: expect.stringMatching(/\S.*[.]$/),
      hint: expect.stringMatching(/\S/),
      at: { line: expect.any(Number) },
    });
  });
});

describe('lets good code pass', () => {
  test.each(passed)('$name', async ({ rule, sample }) => {
    const found = await judge(sample);
    expect(found.filter((it) => it.rule === rule)).toEqual([]);
    expect(found.filter((it) => it.message.startsWith('This rule could not judge'))).toEqual([]);
  });
});

describe('the list', () => {
  test('has rows of both kinds for every rule', () => {
    const has = (of: readonly { rule: string }[]): string[] => [...new Set(of.map((it) => it.rule))].sort();
    const names = rules.map((it) => it.name).sort();
    expect(has(named)).toEqual(names);
    expect(has(passed)).toEqual(names);
  });

  test('has every file of rules/', () => {
    const files = readdirSync(new URL('../../src/doctor/rules/', import.meta.url)).map((it) =>
      it.replace('.ts', '').replaceAll('-', '_').toUpperCase(),
    );
    expect(files.sort()).toEqual(rules.map((it) => it.name).sort());
  });

  test('has a section for each rule in docs/doctor.md', () => {
    const text = readFileSync(new URL('../../../../docs/doctor.md', import.meta.url), 'utf8');
    const sections = [...text.matchAll(/^## ([A-Z0-9_]+)$/gm)].map((it) => it[1]);
    expect(sections).toEqual(rules.map((it) => it.name));
  });
});
