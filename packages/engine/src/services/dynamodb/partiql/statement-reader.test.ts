// What a PartiQL statement is read as; what it does and how it is refused is in conformance/dynamodb/statement-grammar.test.ts.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ServiceError } from '../../../protocol/service-error.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import { readStatement } from './statement-reader.ts';

const read = (text: string, parameters: readonly AttributeValue[] = []): unknown => readStatement(text, parameters);
const pk = { kind: 'path', path: ['pk'] };
const value = (placeholder: string): object => ({ kind: 'value', placeholder });
const equality = { kind: 'comparison', operator: '=', operand: pk, others: [value(':0')] };

describe('a statement is read', () => {
  test('SELECT', () => {
    expect(read(`SELECT a, "b c".d[1]['e'] FROM "T"."i" WHERE pk = ? ORDER BY sk DESC;`, [{ S: 'x' }])).toEqual({
      kind: 'SELECT',
      projection: [['a'], ['b c', 'd', 1, 'e']],
      source: { tableName: 'T', indexName: 'i' },
      where: equality,
      order: [{ attributeName: 'sk', descending: true }],
      values: { ':0': { S: 'x' } },
    });
  });

  test('INSERT', () => {
    expect(read(`INSERT INTO T VALUE {'pk': 'it''s', 'n': -1.50, 'l': [1, {'a': null}], 's': <<1, 2>>, 'b': ?}`, [{ B: 'YQ==' }])).toEqual({
      kind: 'INSERT',
      source: { tableName: 'T', indexName: undefined },
      item: {
        pk: { S: "it's" },
        n: { N: '-1.5' },
        l: { L: [{ N: '1' }, { M: { a: { NULL: true } } }] },
        s: { NS: ['1', '2'] },
        b: { B: 'YQ==' },
      },
    });
  });

  test.each([
    'UPDATE T SET a = n + 1 REMOVE b WHERE pk = 7 RETURNING ALL OLD *',
    'FROM T WHERE pk = 7 SET a = n + 1 REMOVE b RETURNING ALL OLD *',
  ])('%s', (text) => {
    expect(read(text)).toMatchObject({
      kind: 'UPDATE',
      source: { tableName: 'T' },
      actions: [
        {
          section: 'SET',
          target: { path: ['a'] },
          value: { kind: 'arithmetic', operator: '+', left: { path: ['n'] }, right: { kind: 'value' } },
        },
        { section: 'REMOVE', target: { path: ['b'] } },
      ],
      where: { kind: 'comparison', operator: '=' },
      returning: 'ALL OLD',
    });
  });

  test('DELETE and EXISTS', () => {
    expect(read(`DELETE FROM T WHERE pk = 'x'`)).toMatchObject({ kind: 'DELETE', where: equality, returning: undefined });
    expect(read(`EXISTS(SELECT * FROM T WHERE pk = 'x')`)).toMatchObject({ kind: 'EXISTS', select: { where: equality } });
  });
});

test.each([
  ['a = 1 OR b = 2 AND NOT c = 3', ['OR', '=', ['AND', '=', ['NOT', '=']]]],
  ['(a = 1 OR b = 2) AND c = 3', ['AND', ['OR', '=', '='], '=']],
  ['NOT NOT a = 1', '='],
  ['NOT (a = 1 AND b = 2)', ['NOT', ['AND', '=', '=']]],
  ['a NOT IN [1] AND a NOT BETWEEN 1 AND 2', ['AND', ['NOT', 'IN'], ['NOT', 'BETWEEN']]],
  ['a IS NOT MISSING', ['NOT', 'attribute_not_exists']],
  ["contains(a, 'x') = false", ['NOT', 'contains']],
])('WHERE %s', (where, expected) => {
  const statement = readStatement(`SELECT * FROM T WHERE ${where}`, []);
  expect(shape(statement.kind === 'SELECT' ? statement.where : undefined)).toEqual(expected);
});

interface Node {
  readonly kind: string;
  readonly operator?: string;
  readonly name?: string;
  readonly condition?: Node;
  readonly conditions?: readonly Node[];
}

function shape(node: Node | undefined): unknown {
  if (node?.conditions) return [node.kind, ...node.conditions.map(shape)];
  return node?.condition ? [node.kind, shape(node.condition)] : (node?.operator ?? node?.name);
}

describe('whatever is written ends in a statement or a refusal', () => {
  const answers = (text: string): void => {
    try {
      readStatement(text, []);
    } catch (error) {
      expect(error).toBeInstanceOf(ServiceError);
    }
  };

  test.each(['(', 'NOT ', 'size(', 'a.', '[', '{', '<<', "'", '-', '/*', '--', 'a AND '])('a run of %s', (piece) => {
    answers(`SELECT * FROM T WHERE ${piece.repeat(Math.floor(8000 / piece.length))}`);
    answers(`INSERT INTO T VALUE {'pk': ${piece.repeat(Math.floor(8000 / piece.length))}`);
  });

  const piece = fc.constantFrom(
    ...[
      'SELECT * FROM T WHERE',
      'SELECT',
      'INSERT INTO T VALUE',
      'UPDATE T SET',
      'DELETE FROM T',
      'FROM',
      'WHERE',
      'AND',
      'OR',
      'NOT',
      'IN',
    ],
    ...[
      'BETWEEN',
      'IS',
      'MISSING',
      'NULL',
      'ORDER BY',
      'RETURNING ALL OLD *',
      'set_add',
      'size',
      'a',
      '"b"',
      "'c'",
      '1',
      '-',
      '1.5e3',
      '?',
    ],
    ...['(', ')', '[', ']', '{', '}', '<<', '>>', ',', '.', ':', '=', '<>', '<=', '*', '+', ';', '--', '/*', '*/', '\n', '#', 'é'],
  );
  test('of pieces of the language', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => answers(pieces.join(' '))),
      { numRuns: 3000 },
    );
  });

  test('of any characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => answers(`SELECT * FROM T WHERE ${text}`)),
      { numRuns: 1000 },
    );
  });
});
