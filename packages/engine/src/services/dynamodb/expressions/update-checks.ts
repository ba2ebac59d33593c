import { type AttributeType, type AttributeValue, attributeType } from '../values/attribute-value.ts';
import { type FunctionCall, type Operand, redundantParentheses } from './condition-syntax.ts';
import { findPathConflicts, firstNames, pathProblem } from './document-path.ts';
import { invalidExpression } from './expression-error.ts';
import type { Placeholders, PlaceholderValues } from './placeholders.ts';
import type { ReadUpdate, Section, SetValue, UpdateAction, UpdateSyntax } from './update-syntax.ts';

const parameter = 'UpdateExpression';

/** The functions of updates; those of conditions are known too, and so not unknown. */
const updateFunctions = ['if_not_exists', 'list_append'];
const conditionFunctions = ['attribute_exists', 'attribute_not_exists', 'attribute_type', 'begins_with', 'contains', 'size'];

/**
 * Checks an update as AWS does: each rule over the whole expression before the next. Resolves its paths on the way.
 *
 * @throws ServiceError ValidationException
 * @source dynalite's tests, recorded from AWS, for the order
 */
export function checkUpdate({ sections, actions, redundantParentheses: redundant }: ReadUpdate, placeholders: Placeholders): UpdateSyntax {
  const operands: Operand[] = [];
  for (const action of actions) collectOperands(action, operands);
  const paths = operands.filter((it) => it.kind === 'path');
  const problem =
    (redundant ? redundantParentheses : undefined) ??
    firstOf(paths, ({ path }) => pathProblem(path)) ??
    firstOf(operands, unknownFunction) ??
    firstOf(operands, misusedCondition) ??
    firstOf(actions, misusedAppend) ??
    repeatedSection(sections);
  refuse(problem);

  for (const operand of paths) operand.path = placeholders.resolvePath(parameter, operand.path);
  for (const action of actions) {
    if (action.section === 'ADD' || action.section === 'DELETE') placeholders.resolveValue(parameter, action.placeholder);
  }
  for (const operand of operands) if (operand.kind === 'value') placeholders.resolveValue(parameter, operand.placeholder);

  const targets = actions.map(({ target }) => target.path);
  const { overlap, conflict } = findPathConflicts(targets);
  refuse(overlap ?? conflict);
  const syntax: UpdateSyntax = {
    actions,
    paths: targets,
    nestedAttributeNames: firstNames(paths.map(({ path }) => path).filter((path) => path.length > 1)),
    createsItem: actions.some(({ section }) => section === 'SET' || section === 'ADD'),
  };
  recheckUpdate(parameter, syntax, placeholders.values);
  return syntax;
}

/** The checks that depend on the values of a request, and those AWS makes after them. @throws ServiceError ValidationException */
export function recheckUpdate(_parameter: typeof parameter, { actions }: UpdateSyntax, values: PlaceholderValues): void {
  refuse(firstOf(actions, (it) => memberTypeProblem(it, values)));
  refuse(firstOf(actions, (it) => (it.section === 'SET' ? valueProblem(it.value, values) : undefined)));
}

function refuse(problem: string | undefined): void {
  if (problem !== undefined) throw invalidExpression(parameter, problem);
}

function firstOf<T>(list: readonly T[], problem: (element: T) => string | undefined): string | undefined {
  for (const element of list) {
    const found = problem(element);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Every path, value and function of an action in the order of the text, functions after their operands. */
function collectOperands(action: UpdateAction, operands: Operand[]): void {
  operands.push(action.target);
  if (action.section === 'SET') collectOperandsOfValue(action.value, operands);
}

function collectOperandsOfValue(value: SetValue, operands: Operand[]): void {
  if (value.kind === 'arithmetic') {
    collectOperandsOfValue(value.left, operands);
    collectOperandsOfValue(value.right, operands);
    return;
  }
  if (value.kind === 'function') for (const it of value.operands) collectOperandsOfValue(it, operands);
  operands.push(value);
}

function unknownFunction(operand: Operand): string | undefined {
  if (operand.kind !== 'function' || updateFunctions.includes(operand.name) || conditionFunctions.includes(operand.name)) return undefined;
  return `Invalid function name; function: ${operand.name}`;
}

function misusedCondition(operand: Operand): string | undefined {
  return operand.kind === 'function' && conditionFunctions.includes(operand.name)
    ? `The function is not allowed in an update expression; function: ${operand.name}`
    : undefined;
}

/** A list may be appended to by an action, but not on the way to another value. @source scylladb's alternator tests */
function misusedAppend(action: UpdateAction): string | undefined {
  if (action.section !== 'SET' || action.value.kind !== 'function') return undefined;
  const inside: Operand[] = [];
  for (const it of action.value.operands) collectOperandsOfValue(it, inside);
  return firstOf(inside, (it) => (it.kind === 'function' && it.name === 'list_append' ? misuse(it) : undefined));
}

function misuse({ name }: FunctionCall): string {
  return `The function is not allowed to be used this way in an expression; function: ${name}`;
}

function repeatedSection(sections: readonly Section[]): string | undefined {
  const repeated = sections.find((section, at) => sections.indexOf(section) < at);
  return repeated && `The "${repeated}" section can only be used once in an update expression;`;
}

/** AWS's words for the types that ADD and DELETE refuse. @source recorded from AWS by floci's tests, 2026-09 */
const typeWords: { readonly [T in AttributeType]?: string } = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  NULL: 'NULL',
  BOOL: 'BOOL',
  L: 'LIST',
  M: 'MAP',
};

function memberTypeProblem(action: UpdateAction, values: PlaceholderValues): string | undefined {
  if (action.section !== 'ADD' && action.section !== 'DELETE') return undefined;
  const value = values[action.placeholder];
  if (!value || (action.section === 'ADD' && 'N' in value)) return undefined;
  const word = typeWords[attributeType(value)];
  return (
    word &&
    `Incorrect operand type for operator or function; operator: ${action.section}, operand type: ${word}, typeSet: ALLOWED_FOR_ADD_OPERAND`
  );
}

function valueProblem(value: SetValue, values: PlaceholderValues): string | undefined {
  if (value.kind === 'path' || value.kind === 'value') return undefined;
  const operands = value.kind === 'arithmetic' ? [value.left, value.right] : value.operands;
  const inside = firstOf(operands, (it) => valueProblem(it, values));
  if (inside !== undefined) return inside;
  if (value.kind === 'arithmetic') return wrongType(value.operator, operands, 'N', values);
  if (operands.length !== 2) {
    return `Incorrect number of operands for operator or function; operator or function: ${value.name}, number of operands: ${operands.length}`;
  }
  if (value.name === 'list_append') return wrongType(value.name, operands, 'L', values);
  return operands[0]?.kind === 'path' ? undefined : `Operator or function requires a document path; operator or function: ${value.name}`;
}

function wrongType(name: string, operands: readonly Operand[], expected: AttributeType, values: PlaceholderValues): string | undefined {
  return firstOf(operands, (operand) => {
    const value: AttributeValue | undefined = operand.kind === 'value' ? values[operand.placeholder] : undefined;
    const type = value && attributeType(value);
    if (type === undefined || type === expected) return undefined;
    return `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${type}`;
  });
}
