import { isRecord } from '../../protocol/shape.ts';

/** @source recorded from AWS by the tests of localstack: the version of a policy that names none */
const defaultVersion = '2008-10-17';
const order = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

/**
 * A policy as DescribeResourcePolicies shows it: with its version, its members in one order, and lists of one as that one.
 * @source recorded from AWS by the tests of localstack
 */
export function canonicalPolicy(text: string): string {
  const { Version = defaultVersion, Statement, ...rest }: { readonly [member: string]: unknown } = JSON.parse(text);
  const statements: readonly unknown[] = Array.isArray(Statement) ? Statement : [Statement];
  return JSON.stringify({ Version, ...rest, Statement: statements.map(canonicalStatement) });
}

function canonicalStatement(statement: unknown): unknown {
  if (!isRecord(statement)) return statement;
  const known = order.filter((it) => Object.hasOwn(statement, it)).map((it) => [it, single(statement[it])]);
  const others = Object.entries(statement).filter(([name]) => !order.includes(name));
  return Object.fromEntries([...known, ...others]);
}

function single(value: unknown): unknown {
  if (Array.isArray(value) && value.length === 1) return value[0];
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([name, it]) => [name, single(it)])) : value;
}
