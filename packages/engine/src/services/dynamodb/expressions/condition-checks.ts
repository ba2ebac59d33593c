import { type AttributeType, type AttributeValue, attributeType } from '../values/attribute-value.ts';
import { compareValues, isOrdered } from '../values/compare-values.ts';
import {
  type Comparison,
  type ConditionNode,
  type ConditionSyntax,
  type FunctionCall,
  type Operand,
  type PathOperand,
  type ReadCondition,
  redundantParentheses,
} from './condition-syntax.ts';
import { firstNames, pathProblem, pathText, samePath } from './document-path.ts';
import { type ExpressionParameter, invalidExpression } from './expression-error.ts';
import type { Placeholders, PlaceholderValues } from './placeholders.ts';

type Leaf = Comparison | FunctionCall;

/** The functions of conditions and how many operands each takes. */
const operandCounts: { readonly [name: string]: number } = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
  size: 1,
};
/** Known, and so not unknown; but an update's. */
const updateFunctions = ['if_not_exists', 'list_append'];

const inOperandsMax = 100;

/**
 * Checks a condition as AWS does: first the whole for parentheses, functions and reserved words, then one comparison after
 * the other for its placeholders, operand count, distinct operands and operand types. Resolves its paths on the way.
 *
 * @throws ServiceError ValidationException
 * @source dynalite's tests, recorded from AWS, for the order
 */
export function checkCondition(
  parameter: ExpressionParameter,
  { root, redundantParentheses: redundant }: ReadCondition,
  placeholders: Placeholders,
): ConditionSyntax {
  const leaves: Leaf[] = [];
  collectLeaves(root, leaves);
  const paths: PathOperand[] = [];
  for (const leaf of leaves) for (const operand of operandsOf(leaf)) collectPaths(operand, paths);

  const fault =
    (redundant ? redundantParentheses : undefined) ??
    firstOf(leaves, unknownFunction) ??
    firstOf(leaves, misusedFunction) ??
    firstOf(paths, ({ path }) => pathProblem(path));
  if (fault !== undefined) throw invalidExpression(parameter, fault);

  for (const leaf of leaves) {
    for (const operand of operandsOf(leaf)) resolveOperand(parameter, operand, placeholders);
    const problem = operandCountProblem(leaf) ?? distinctProblem(leaf) ?? operandTypeProblem(leaf, placeholders.values);
    if (problem !== undefined) throw invalidExpression(parameter, problem);
  }
  return {
    root,
    attributeNames: firstNames(paths.map(({ path }) => path)),
    nestedAttributeNames: firstNames(paths.map(({ path }) => path).filter((path) => path.length > 1)),
    leavesWithValues: leaves.filter((leaf) => operandsOf(leaf).some(hasValue)),
  };
}

/** The checks that depend on the values of a request. @throws ServiceError ValidationException */
export function recheckCondition(parameter: ExpressionParameter, { leavesWithValues }: ConditionSyntax, values: PlaceholderValues): void {
  for (const leaf of leavesWithValues) {
    const problem = operandTypeProblem(leaf, values);
    if (problem !== undefined) throw invalidExpression(parameter, problem);
  }
}

/** What is wrong with a condition whose paths and values are known already, as those of a statement's WHERE are. */
export function conditionProblem(root: ConditionNode, values: PlaceholderValues): string | undefined {
  const leaves: Leaf[] = [];
  collectLeaves(root, leaves);
  return firstOf(leaves, (leaf) => operandCountProblem(leaf) ?? operandTypeProblem(leaf, values));
}

/** The top-level attributes that a condition reads, in the order it does. */
export function attributesRead(root: ConditionNode): readonly string[] {
  const leaves: Leaf[] = [];
  collectLeaves(root, leaves);
  const paths: PathOperand[] = [];
  for (const leaf of leaves) for (const operand of operandsOf(leaf)) collectPaths(operand, paths);
  return firstNames(paths.map(({ path }) => path));
}

function firstOf<T>(list: readonly T[], problem: (element: T) => string | undefined): string | undefined {
  for (const element of list) {
    const found = problem(element);
    if (found !== undefined) return found;
  }
  return undefined;
}

function collectLeaves(node: ConditionNode, leaves: Leaf[]): void {
  if (node.kind === 'NOT') collectLeaves(node.condition, leaves);
  else if (node.kind === 'comparison' || node.kind === 'function') leaves.push(node);
  else for (const condition of node.conditions) collectLeaves(condition, leaves);
}

function operandsOf(leaf: Leaf): readonly Operand[] {
  return leaf.kind === 'function' ? leaf.operands : [leaf.operand, ...leaf.others];
}

function collectPaths(operand: Operand, paths: PathOperand[]): void {
  if (operand.kind === 'path') paths.push(operand);
  else if (operand.kind === 'function') for (const it of operand.operands) collectPaths(it, paths);
}

function hasValue(operand: Operand): boolean {
  return operand.kind === 'value' || (operand.kind === 'function' && operand.operands.some(hasValue));
}

function unknownFunction(it: Leaf | Operand): string | undefined {
  if (it.kind === 'path' || it.kind === 'value') return undefined;
  const inside = firstOf(operandsOf(it), unknownFunction);
  if (inside !== undefined || it.kind !== 'function') return inside;
  if (Object.hasOwn(operandCounts, it.name) || updateFunctions.includes(it.name)) return undefined;
  return `Invalid function name; function: ${it.name}`;
}

/** `size` is a value and nothing else is; the others are conditions, and `size` is none. */
function misusedFunction(leaf: Leaf): string | undefined {
  const inside = firstOf(operandsOf(leaf), misusedOperand);
  if (inside !== undefined || leaf.kind !== 'function') return inside;
  return leaf.name === 'size' || updateFunctions.includes(leaf.name) ? misuse(leaf.name) : undefined;
}

function misusedOperand(operand: Operand): string | undefined {
  if (operand.kind !== 'function') return undefined;
  return firstOf(operand.operands, misusedOperand) ?? (operand.name === 'size' ? undefined : misuse(operand.name));
}

function misuse(name: string): string {
  if (updateFunctions.includes(name)) return `The function is not allowed in a condition expression; function: ${name}`;
  return `The function is not allowed to be used this way in an expression; function: ${name}`;
}

function resolveOperand(parameter: ExpressionParameter, operand: Operand, placeholders: Placeholders): void {
  if (operand.kind === 'path') operand.path = placeholders.resolvePath(parameter, operand.path);
  else if (operand.kind === 'value') placeholders.resolveValue(parameter, operand.placeholder);
  else for (const it of operand.operands) resolveOperand(parameter, it, placeholders);
}

function operandCountProblem(it: Leaf | Operand): string | undefined {
  if (it.kind === 'path' || it.kind === 'value') return undefined;
  const inside = firstOf(operandsOf(it), operandCountProblem);
  if (inside !== undefined) return inside;
  if (it.kind === 'comparison') {
    if (it.operator !== 'IN' || it.others.length <= inOperandsMax) return undefined;
    return `The IN operator is provided with too many operands; number of operands: ${it.others.length}`;
  }
  if (it.operands.length === operandCounts[it.name]) return undefined;
  return `Incorrect number of operands for operator or function; operator or function: ${it.name}, number of operands: ${it.operands.length}`;
}

function distinctProblem(leaf: Leaf): string | undefined {
  const [first, ...others] = operandsOf(leaf);
  if (first?.kind !== 'path' || !others.some((it) => it.kind === 'path' && samePath(it.path, first.path))) return undefined;
  return `The first operand must be distinct from the remaining operands for this operator or function; operator: ${nameOf(leaf)}, first operand: ${pathText(first.path)}`;
}

function nameOf(leaf: Leaf): string {
  return leaf.kind === 'function' ? leaf.name : leaf.operator;
}

function operandTypeProblem(leaf: Leaf | Operand, values: PlaceholderValues): string | undefined {
  if (leaf.kind === 'path' || leaf.kind === 'value') return undefined;
  const operands = operandsOf(leaf);
  const inside = firstOf(operands, (it) => operandTypeProblem(it, values));
  if (inside !== undefined) return inside;
  return leaf.kind === 'function' ? functionTypeProblem(leaf, values) : comparisonTypeProblem(leaf, values);
}

/** The type an operand has whatever the item; undefined when only the item tells. */
function typeOf(operand: Operand | undefined, values: PlaceholderValues): AttributeType | undefined {
  if (operand?.kind === 'function') return 'N';
  const value = operand?.kind === 'value' ? values[operand.placeholder] : undefined;
  return value && attributeType(value);
}

function incorrectType(name: string, type: string): string {
  return `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${type}`;
}

/** In the order in which AWS prints them. */
const typeNames = ['S', 'SS', 'N', 'NS', 'B', 'BS', 'BOOL', 'NULL', 'L', 'M'];
/** AWS's own store knows types that its interface does not, and names them too. @source recorded from AWS, 2026 */
const innerTypeNames = ['HD', 'DOUBLE', 'FLOAT', 'HDS', 'FS', 'DOUBLESET', 'DICT', 'DECIMAL', 'INT', 'DECIMALSET', 'INTSET'];
const typesPrinted = `{${[...typeNames, ...innerTypeNames].join(',')}}`;

function functionTypeProblem({ name, operands }: FunctionCall, values: PlaceholderValues): string | undefined {
  const [first, second] = operands;
  const type = typeOf(first, values);
  switch (name) {
    case 'attribute_exists':
    case 'attribute_not_exists':
      return first?.kind === 'path' ? undefined : `Operator or function requires a document path; operator or function: ${name}`;
    case 'begins_with':
      for (const operand of operands) {
        const operandType = typeOf(operand, values);
        if (operandType !== undefined && operandType !== 'S' && operandType !== 'B') return incorrectType(name, operandType);
      }
      return undefined;
    case 'attribute_type': {
      const value = second?.kind === 'value' ? values[second.placeholder] : undefined;
      if (!value || !('S' in value)) return incorrectType(name, typeOf(second, values) ?? typesPrinted);
      return typeNames.includes(value.S)
        ? undefined
        : `Invalid attribute type name found; type: ${value.S}, valid types: {${typeNames.join(',')}}`;
    }
    case 'size':
      return type === 'N' || type === 'BOOL' || type === 'NULL' ? incorrectType(name, type) : undefined;
    default:
      return undefined;
  }
}

function comparisonTypeProblem({ operator, operand, others }: Comparison, values: PlaceholderValues): string | undefined {
  if (operator === '=' || operator === '<>' || operator === 'IN') return undefined;
  const bounds = operator === 'BETWEEN' ? boundsProblem(others, values) : undefined;
  if (bounds !== undefined) return bounds;
  for (const it of [operand, ...others]) {
    const type = typeOf(it, values);
    if (type !== undefined && type !== 'S' && type !== 'N' && type !== 'B') return incorrectType(operator, type);
  }
  return undefined;
}

function boundsProblem([low, high]: readonly Operand[], values: PlaceholderValues): string | undefined {
  const lower = low?.kind === 'value' ? values[low.placeholder] : undefined;
  const upper = high?.kind === 'value' ? values[high.placeholder] : undefined;
  if (!lower || !upper) return undefined;
  const bounds = `lower bound operand: AttributeValue: ${valueText(lower)}, upper bound operand: AttributeValue: ${valueText(upper)}`;
  if (attributeType(lower) !== attributeType(upper)) {
    return `The BETWEEN operator requires same data type for lower and upper bounds; ${bounds}`;
  }
  if (!isOrdered(lower) || compareValues(lower, upper) <= 0) return undefined;
  return `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${bounds}`;
}

function valueText(value: AttributeValue): string {
  const type = attributeType(value);
  const [content] = Object.values(value);
  return `{${type}:${typeof content === 'object' ? JSON.stringify(content) : String(content)}}`;
}
