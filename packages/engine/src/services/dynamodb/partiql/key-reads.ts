import { validationError } from '../../../protocol/shape.ts';
import { attributesRead } from '../expressions/condition-checks.ts';
import type { ConditionNode } from '../expressions/condition-syntax.ts';
import type { KeyComparison } from '../expressions/key-condition.ts';
import type { PlaceholderValues } from '../expressions/placeholders.ts';
import { queryRange, type StoreRange } from '../items/query-range.ts';
import type { KeyAttribute, KeySchema } from '../tables/table.ts';
import { type AttributeValue, attributeType, sameValue } from '../values/attribute-value.ts';
import { keyComparison } from './where-clause.ts';

/**
 * How AWS reads a WHERE by key: it multiplies the conditions out into alternatives. When each of them names one partition, each is a
 * read of its own, and two reads may not overlap; otherwise the whole is a scan.
 *
 * @source recorded from AWS (eu-west-2, 2026-09) by floci's tests, and by dynamodb-conformance, 2026-10
 */
const readsMax = 50;
const alternativesMax = 1000;

/** What must hold together: conditions on the key that a read can use, and the others. */
interface Alternative {
  readonly onKey: readonly KeyComparison[];
  readonly filters: readonly ConditionNode[];
}

/** One read by key. */
export interface KeyRead {
  readonly partition: AttributeValue;
  /** The value that the sort key equals, when the read is of one item. */
  readonly sort: AttributeValue | undefined;
  readonly range: StoreRange;
  readonly filters: readonly ConditionNode[];
}

interface Where {
  readonly root: ConditionNode | undefined;
  readonly values: PlaceholderValues;
}

/**
 * The reads that a WHERE comes to, in the order of their keys; undefined for a scan.
 * @throws ServiceError ValidationException
 */
export function keyReads(spaceId: number, key: KeySchema, { root, values }: Where): readonly KeyRead[] | undefined {
  const alternatives = root ? new Alternatives(key, values).of(root) : undefined;
  const keyed = alternatives === undefined || alternatives.every((it) => partitionOf(it, key) !== undefined);
  if (keyed && (!alternatives || alternatives.length > readsMax) && root && namesEveryPartition(root, key, values)) {
    throw validationError('Too many decomposed read operations for a given query.');
  }
  if (!alternatives) return undefined;
  for (const { onKey } of alternatives) for (const it of onKey) checkType(it, key);
  if (!keyed || (alternatives.length > 1 && alternatives.some((it) => excludesSortKeys(it, key)))) return undefined;
  const reads = alternatives.map((it) => readOf(spaceId, key, it));
  reads.sort((a, b) => Buffer.compare(a.range.start, b.range.start));
  const used = reads.filter(({ range }) => Buffer.compare(range.start, range.end) < 0);
  used.forEach((read, at) => {
    const before = used[at - 1];
    if (before && Buffer.compare(read.range.start, before.range.end) < 0) {
      throw validationError('Overlapping conditions with range keys are not supported in where clause');
    }
  });
  return reads;
}

class Alternatives {
  readonly #key: KeySchema;
  readonly #values: PlaceholderValues;

  constructor(key: KeySchema, values: PlaceholderValues) {
    this.#key = key;
    this.#values = values;
  }

  /** Undefined when there are too many. */
  of(node: ConditionNode): readonly Alternative[] | undefined {
    if (node.kind === 'AND') return this.#product(node.conditions);
    if (node.kind === 'OR' && this.#namesKey(node)) return this.#sum(node.conditions);
    const comparison = this.#onKey(node);
    if (!comparison) return [{ onKey: [], filters: [node] }];
    const { attributeName, operator, values } = comparison;
    if (operator === 'IN') return values.map((value) => ({ onKey: [{ attributeName, operator: '=', values: [value] }], filters: [] }));
    return [{ onKey: [{ attributeName, operator, values }], filters: [] }];
  }

  #product(conditions: readonly ConditionNode[]): readonly Alternative[] | undefined {
    let product: readonly Alternative[] = [{ onKey: [], filters: [] }];
    for (const condition of conditions) {
      const factors = this.of(condition);
      if (!factors || product.length * factors.length > alternativesMax) return undefined;
      product = product.flatMap((a) => factors.map((b) => ({ onKey: [...a.onKey, ...b.onKey], filters: [...a.filters, ...b.filters] })));
    }
    return product;
  }

  #sum(conditions: readonly ConditionNode[]): readonly Alternative[] | undefined {
    const sum: Alternative[] = [];
    for (const condition of conditions) {
      const more = this.of(condition);
      if (!more || sum.length + more.length > alternativesMax) return undefined;
      sum.push(...more);
    }
    return sum;
  }

  #namesKey(node: ConditionNode): boolean {
    return node.kind === 'AND' || node.kind === 'OR' ? node.conditions.some((it) => this.#namesKey(it)) : this.#onKey(node) !== undefined;
  }

  #onKey(node: ConditionNode): ReturnType<typeof keyComparison> {
    const comparison = keyComparison(node, this.#values);
    if (!comparison?.operator) return undefined;
    if (comparison.attributeName === this.#key.partition.name)
      return comparison.operator === '=' || comparison.operator === 'IN' ? comparison : undefined;
    return comparison.attributeName === this.#key.sort?.name ? comparison : undefined;
  }
}

/** Whether each way through the condition names its partition, however many ways there are. */
function namesEveryPartition(node: ConditionNode, key: KeySchema, values: PlaceholderValues): boolean {
  if (node.kind === 'AND') return node.conditions.some((it) => namesEveryPartition(it, key, values));
  if (node.kind === 'OR') return node.conditions.every((it) => namesEveryPartition(it, key, values));
  const comparison = keyComparison(node, values);
  return comparison?.attributeName === key.partition.name && (comparison.operator === '=' || comparison.operator === 'IN');
}

/** The one partition that an alternative names; undefined when it names none, or two. */
function partitionOf({ onKey }: Alternative, { partition }: KeySchema): AttributeValue | undefined {
  const [first, ...others] = onKey.flatMap(({ attributeName, values }) => (attributeName === partition.name ? values : []));
  return first && others.every((it) => sameValue(first, it)) ? first : undefined;
}

/** A sort key that must not be this or that makes a scan of alternatives. */
function excludesSortKeys({ filters }: Alternative, { sort }: KeySchema): boolean {
  const excludes = (node: ConditionNode): boolean => node.kind === 'NOT' || (node.kind === 'comparison' && node.operator === '<>');
  return sort !== undefined && filters.some((it) => excludes(it) && attributesRead(it).includes(sort.name));
}

function typeOf({ attributeName }: KeyComparison, { partition, sort }: KeySchema): KeyAttribute['type'] | undefined {
  return attributeName === partition.name ? partition.type : sort?.type;
}

/** @throws ServiceError ValidationException */
function checkType(comparison: KeyComparison, key: KeySchema): void {
  const { attributeName, values } = comparison;
  for (const value of values) {
    const type = attributeType(value);
    if (!['S', 'N', 'B'].includes(type)) {
      throw validationError(`Key value must be of type S, N, or B. Key name: ${attributeName}, Key type: ${type}`);
    }
    if (type !== typeOf(comparison, key)) {
      throw validationError(`Key attribute's data type should match its data type in table's schema: Key ${attributeName}`);
    }
  }
}

function readOf(spaceId: number, key: KeySchema, alternative: Alternative): KeyRead {
  const partition = partitionOf(alternative, key);
  if (!partition) throw new Error('A read by key names its partition.');
  const sorts = alternative.onKey.filter(({ attributeName }) => attributeName !== key.partition.name);
  let range = queryRange(spaceId, { partition: [partition], sortEqual: [] });
  for (const { operator, values } of sorts) {
    if (!operator) throw new Error('A condition that no key can be searched by is a filter.');
    const part = queryRange(spaceId, { partition: [partition], sortEqual: [], sort: { operator, values } });
    range = {
      start: Buffer.compare(part.start, range.start) > 0 ? part.start : range.start,
      end: Buffer.compare(part.end, range.end) < 0 ? part.end : range.end,
    };
  }
  const equalities = sorts.flatMap(({ operator, values }) => (operator === '=' ? values : []));
  const [sort, ...others] = equalities;
  const isOne = sort && equalities.length === sorts.length && others.every((it) => sameValue(sort, it));
  return { partition, sort: isOne ? sort : undefined, range, filters: alternative.filters };
}
