import { validationError } from '../../../protocol/shape.ts';
import {
  type AttributeValue,
  attribute,
  type Item,
  nestingLevels,
  nestingLevelsMax,
  setAttribute,
  tooDeep,
} from '../values/attribute-value.ts';
import { addNumbers, subtractNumbers } from '../values/number.ts';
import { binariesInOrder, numbersInOrder, stringsInOrder } from '../values/set-members.ts';
import type { Operand } from './condition-syntax.ts';
import { type DocumentPath, valueAt } from './document-path.ts';
import type { PlaceholderValues } from './placeholders.ts';
import type { SetMembersAction, SetValue, UpdateAction } from './update-syntax.ts';

/** A value for a path, or nothing for one that is to go. */
interface Change {
  readonly path: DocumentPath;
  readonly value: AttributeValue | undefined;
}

/**
 * The item after the actions. Every operand is read from the item as it was, and every list index counts in the list as it was.
 *
 * @throws ServiceError ValidationException when an operand has a wrong type or a path leads nowhere
 */
export function applyActions(item: Item, actions: readonly UpdateAction[], values: PlaceholderValues, typeMismatch: string): Item {
  const changes = actions.map((action): Change => ({ path: action.target.path, value: newValue(action, item, values, typeMismatch) }));
  return changes.every(({ path }) => path.length === 1) ? changeAttributes(item, changes) : new ItemDraft(item).change(changes);
}

function newValue(action: UpdateAction, item: Item, values: PlaceholderValues, typeMismatch: string): AttributeValue | undefined {
  if (action.section === 'REMOVE') return undefined;
  if (action.section === 'SET') return evaluate(action.value, item, values);
  const present = valueAt(item, action.target.path);
  const operand = values[action.placeholder];
  if (!operand) throw new Error(`${action.placeholder} was expected among the checked values.`);
  const result = present ? members(action, present, operand) : action.section === 'ADD' ? operand : 'empty';
  if (result === undefined) throw validationError(typeMismatch);
  return result === 'empty' ? undefined : result;
}

/** What ADD or DELETE makes of a value that is there; undefined when the types do not go together. */
function members({ section }: SetMembersAction, present: AttributeValue, operand: AttributeValue): AttributeValue | 'empty' | undefined {
  const change = section === 'ADD' ? union : difference;
  if ('SS' in operand) return 'SS' in present ? nonEmpty(stringsInOrder(change(present.SS, operand.SS)), (SS) => ({ SS })) : undefined;
  if ('NS' in operand) return 'NS' in present ? nonEmpty(numbersInOrder(change(present.NS, operand.NS)), (NS) => ({ NS })) : undefined;
  if ('BS' in operand) return 'BS' in present ? nonEmpty(binariesInOrder(change(present.BS, operand.BS)), (BS) => ({ BS })) : undefined;
  if (section === 'DELETE') return undefined;
  if ('N' in operand && 'N' in present) return { N: addNumbers(present.N, operand.N) };
  return 'L' in operand && 'L' in present ? { L: [...present.L, ...operand.L] } : undefined;
}

/** There are no empty sets: an attribute whose last member goes, goes. */
function nonEmpty(set: readonly string[], make: (set: readonly string[]) => AttributeValue): AttributeValue | 'empty' {
  return set.length > 0 ? make(set) : 'empty';
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set([...a, ...b])];
}

function difference(a: readonly string[], b: readonly string[]): readonly string[] {
  const gone = new Set(b);
  return a.filter((it) => !gone.has(it));
}

function evaluate(value: SetValue, item: Item, values: PlaceholderValues): AttributeValue {
  const found = find(value, item, values);
  if (!found) throw validationError('The provided expression refers to an attribute that does not exist in the item');
  return found;
}

function find(value: SetValue | undefined, item: Item, values: PlaceholderValues): AttributeValue | undefined {
  if (value === undefined) return undefined;
  switch (value.kind) {
    case 'path':
      return valueAt(item, value.path);
    case 'value':
      return values[value.placeholder];
    case 'arithmetic': {
      const left = evaluate(value.left, item, values);
      const right = evaluate(value.right, item, values);
      if (!('N' in left && 'N' in right)) throw wrongOperand();
      return { N: value.operator === '+' ? addNumbers(left.N, right.N) : subtractNumbers(left.N, right.N) };
    }
    case 'function':
      return call(value.name, value.operands, item, values);
  }
}

function call(name: string, [first, second]: readonly Operand[], item: Item, values: PlaceholderValues): AttributeValue | undefined {
  if (name === 'if_not_exists') return find(first, item, values) ?? find(second, item, values);
  if (!first || !second) throw new Error('list_append was expected to have two operands.');
  const head = evaluate(first, item, values);
  const tail = evaluate(second, item, values);
  if (!('L' in head && 'L' in tail)) throw wrongOperand();
  return { L: [...head.L, ...tail.L] };
}

function wrongOperand(): Error {
  return validationError('An operand in the update expression has an incorrect data type');
}

function changeAttributes(item: Item, changes: readonly Change[]): Item {
  const changed: { [name: string]: AttributeValue } = { ...item };
  for (const { path, value } of changes) {
    const name = String(path[0]);
    if (value) setAttribute(changed, name, value);
    else delete changed[name];
  }
  return changed;
}

type MapDraft = { [name: string]: AttributeValue };
type ListDraft = AttributeValue[];

/** A copy of an item in the making: of the maps and lists on the way to a change there are copies, the rest is the item's own. */
class ItemDraft {
  readonly #root: MapDraft;
  /** The copies made, by themselves: a second change finds them where the first has put them. */
  readonly #maps = new Map<Item, MapDraft>();
  readonly #lists = new Map<readonly AttributeValue[], ListDraft>();
  /** Elements set beyond the end of their list, and indexes of elements that go. Both wait until every index has been used. */
  readonly #appended = new Map<ListDraft, { readonly index: number; readonly value: AttributeValue }[]>();
  readonly #removed = new Map<ListDraft, Set<number>>();

  constructor(item: Item) {
    this.#root = { ...item };
  }

  change(changes: readonly Change[]): Item {
    for (const { path, value } of changes) {
      if (value && path.length > 1 && path.length - 1 + nestingLevels(value) > nestingLevelsMax) throw validationError(tooDeep);
      this.#changeAt(this.#containerOf(path), path[path.length - 1], value);
    }
    for (const [list, indexes] of this.#removed) {
      const kept = list.filter((_, index) => !indexes.has(index));
      list.splice(0, list.length, ...kept);
    }
    for (const [list, elements] of this.#appended) {
      elements.sort((a, b) => a.index - b.index);
      for (const { value } of elements) list.push(value);
    }
    return this.#root;
  }

  /** The copy of the map or list that the last step of a path is in. */
  #containerOf(path: DocumentPath): MapDraft | ListDraft {
    let container: MapDraft | ListDraft = this.#root;
    for (const step of path.slice(0, -1)) {
      const value: AttributeValue | undefined = elementOf(container, step);
      if (!value) throw invalidPath();
      const [copy, inside] = this.#copyOf(value);
      if (Array.isArray(container)) container[Number(step)] = copy;
      else setAttribute(container, String(step), copy);
      container = inside;
    }
    return container;
  }

  #copyOf(value: AttributeValue): [AttributeValue, MapDraft | ListDraft] {
    if ('M' in value) {
      const copy = this.#maps.get(value.M) ?? { ...value.M };
      this.#maps.set(copy, copy);
      return [{ M: copy }, copy];
    }
    if (!('L' in value)) throw invalidPath();
    const copy = this.#lists.get(value.L) ?? [...value.L];
    this.#lists.set(copy, copy);
    return [{ L: copy }, copy];
  }

  #changeAt(container: MapDraft | ListDraft, step: string | number | undefined, value: AttributeValue | undefined): void {
    if (!Array.isArray(container)) {
      if (typeof step !== 'string') throw invalidPath();
      if (value) setAttribute(container, step, value);
      else delete container[step];
    } else if (typeof step !== 'number') {
      throw invalidPath();
    } else if (!value) {
      entryOf(this.#removed, container, () => new Set<number>()).add(step);
    } else if (step < container.length) {
      container[step] = value;
    } else {
      entryOf(this.#appended, container, () => []).push({ index: step, value });
    }
  }
}

function elementOf(container: MapDraft | ListDraft, step: string | number): AttributeValue | undefined {
  if (Array.isArray(container)) return typeof step === 'number' ? container[step] : undefined;
  return typeof step === 'string' ? attribute(container, step) : undefined;
}

function entryOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const present = map.get(key);
  if (present !== undefined) return present;
  const made = make();
  map.set(key, made);
  return made;
}

function invalidPath(): Error {
  return validationError('The document path provided in the update expression is invalid for update');
}
