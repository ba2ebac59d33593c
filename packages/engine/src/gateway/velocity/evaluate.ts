import { callMethod } from './methods.ts';
import { compare, divide, isTrue, looselyEqual } from './operators.ts';
import { type Accessor, type Block, type Expression, type Node, type Reference, VelocityError } from './syntax.ts';
import { isVelocityObject, render, type VelocityValue } from './values.ts';

/** @source "Amazon API Gateway quotas": iterations of a #foreach */
const maximumIterations = 1000;
const maximumOutputLength = 10 * 1024 * 1024;
const maximumWork = 2_000_000;
const maximumDepth = 100;

export type Scope = Map<string, VelocityValue>;

/** Runs a template with `scope` as its variables, which it may add to. @throws VelocityError when it exceeds its bounds */
export function evaluateTemplate(template: Block, scope: Scope): string {
  return new Evaluation(scope).run(template);
}

type Outcome = 'on' | 'break' | 'stop';

class Evaluation {
  readonly #scope: Scope;
  readonly #defined = new Map<string, Block>();
  #output: string[] = [];
  #length = 0;
  #work = 0;
  #depth = 0;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  run(template: Block): string {
    this.#block(template);
    return this.#output.join('');
  }

  #block(block: Block): Outcome {
    for (const node of block) {
      const outcome = this.#node(node);
      if (outcome !== 'on') return outcome;
    }
    return 'on';
  }

  #node(node: Node): Outcome {
    this.#count(1);
    switch (node.kind) {
      case 'text':
        this.#print(node.text);
        return 'on';
      case 'reference':
        this.#printReference(node);
        return 'on';
      case 'set':
        this.#assign(node.target, this.#value(node.value));
        return 'on';
      case 'if': {
        const branch = node.branches.find(({ condition }) => !condition || isTrue(this.#value(condition)));
        return branch ? this.#block(branch.body) : 'on';
      }
      case 'foreach':
        return this.#foreach(node);
      case 'define':
        this.#defined.set(node.name, node.body);
        return 'on';
      case 'break':
        return 'break';
      case 'stop':
        return 'stop';
    }
  }

  #printReference({ reference, escapes, source }: Extract<Node, { kind: 'reference' }>): void {
    const defined = this.#defined.get(reference.name);
    if (defined && reference.path.length === 0 && !this.#scope.has(reference.name)) {
      this.#deeper(() => this.#block(defined));
      return;
    }
    const value = this.#reference(reference);
    // A backslash before a reference that has a value prints the reference's own text.
    this.#print('\\'.repeat(value === null ? escapes : Math.floor(escapes / 2)));
    this.#print(escapes % 2 === 1 && value !== null ? source : render(value));
  }

  #foreach({ variable, list, body }: Extract<Node, { kind: 'foreach' }>): Outcome {
    const value = this.#value(list);
    const items = Array.isArray(value) ? value : value instanceof Map ? [...value.values()] : [];
    const names = [variable, 'foreach', 'velocityCount'];
    const before = names.map((name) => this.#scope.get(name));
    let outcome: Outcome = 'on';
    for (const [index, item] of items.entries()) {
      if (index >= maximumIterations)
        throw new VelocityError(`A #foreach may run ${maximumIterations} times; this list has ${items.length} entries`);
      this.#scope.set(variable, item);
      this.#scope.set('velocityCount', index + 1);
      const last = index === items.length - 1;
      const position: [string, VelocityValue][] = [
        ['index', index],
        ['count', index + 1],
        ['hasNext', !last],
        ['first', index === 0],
        ['last', last],
      ];
      this.#scope.set('foreach', new Map([...position, ['parent', before[1] ?? null]]));
      outcome = this.#deeper(() => this.#block(body));
      if (outcome !== 'on') break;
    }
    for (const [index, name] of names.entries()) {
      const former = before[index];
      if (former === undefined) this.#scope.delete(name);
      else this.#scope.set(name, former);
    }
    return outcome === 'stop' ? 'stop' : 'on';
  }

  #assign({ name, path }: Reference, value: VelocityValue): void {
    const last = path.at(-1);
    if (!last) {
      this.#scope.set(name, value);
      return;
    }
    const holder = this.#follow(this.#scope.get(name) ?? null, path.slice(0, -1));
    if (last.kind === 'call') throw new VelocityError(`#set cannot assign to the method ${last.name}()`);
    const key = last.kind === 'property' ? last.name : this.#value(last.index);
    if (holder instanceof Map) holder.set(render(key), value);
    else if (Array.isArray(holder) && typeof key === 'number' && key >= 0 && key < holder.length) holder[key] = value;
  }

  #value(expression: Expression): VelocityValue {
    this.#count(1);
    switch (expression.kind) {
      case 'literal':
        return expression.value;
      case 'reference':
        return this.#reference(expression.reference);
      case 'interpolated':
        return this.#captured(expression.template);
      case 'list':
        return expression.items.map((item) => this.#value(item));
      case 'map':
        return new Map(expression.entries.map(([key, value]) => [render(this.#value(key)), this.#value(value)]));
      case 'range':
        return this.#range(this.#value(expression.from), this.#value(expression.to));
      case 'not':
        return !isTrue(this.#value(expression.operand));
      case 'binary':
        return this.#binary(expression);
    }
  }

  #binary({ operator, left, right }: Extract<Expression, { kind: 'binary' }>): VelocityValue {
    if (operator === '||') return isTrue(this.#value(left)) || isTrue(this.#value(right));
    if (operator === '&&') return isTrue(this.#value(left)) && isTrue(this.#value(right));
    const a = this.#value(left);
    const b = this.#value(right);
    switch (operator) {
      case '==':
        return this.#equal(a, b);
      case '!=':
        return !this.#equal(a, b);
      case '<':
        return compare(a, b) < 0;
      case '>':
        return compare(a, b) > 0;
      case '<=':
        return compare(a, b) <= 0;
      case '>=':
        return compare(a, b) >= 0;
      case '+':
        if (typeof a === 'number' && typeof b === 'number') return a + b;
        return a === null || b === null ? null : this.#counted(render(a) + render(b));
      default:
        return typeof a === 'number' && typeof b === 'number' ? arithmetic(operator, a, b) : null;
    }
  }

  #range(from: VelocityValue, to: VelocityValue): VelocityValue {
    if (typeof from !== 'number' || typeof to !== 'number') return null;
    const length = Math.abs(to - from) + 1;
    this.#count(length);
    return Array.from({ length }, (_, index) => (to >= from ? from + index : from - index));
  }

  #reference({ name, path }: Reference): VelocityValue {
    return this.#follow(this.#scope.get(name) ?? null, path);
  }

  #follow(start: VelocityValue, path: readonly Accessor[]): VelocityValue {
    let here = start;
    for (const accessor of path) {
      this.#count(1);
      if (here === null) return null;
      here = this.#access(here, accessor);
    }
    return here;
  }

  #access(on: VelocityValue, accessor: Accessor): VelocityValue {
    if (accessor.kind === 'call') {
      const parameters = accessor.arguments.map((it) => this.#value(it));
      const result = isVelocityObject(on) ? on.call(accessor.name, parameters) : callMethod(on, accessor.name, parameters);
      return typeof result === 'string' ? this.#counted(result) : (result ?? null);
    }
    const key = accessor.kind === 'property' ? accessor.name : this.#value(accessor.index);
    if (on instanceof Map) return on.get(render(key)) ?? null;
    if (isVelocityObject(on)) return on.property(render(key)) ?? null;
    if (Array.isArray(on) && typeof key === 'number') return on.at(key) ?? null;
    return null;
  }

  /** Prints into a string of its own. */
  #captured(template: Block): string {
    const outer = this.#output;
    this.#output = [];
    this.#deeper(() => this.#block(template));
    const text = this.#output.join('');
    this.#output = outer;
    return text;
  }

  /** Objects are compared by what they print, which may be long. */
  #equal(a: VelocityValue, b: VelocityValue): boolean {
    if (a !== null && b !== null) for (const it of [a, b]) if (typeof it === 'object') this.#counted(render(it));
    return looselyEqual(a, b);
  }

  #deeper<Result>(work: () => Result): Result {
    this.#depth += 1;
    if (this.#depth > maximumDepth) throw new VelocityError(`The mapping template runs deeper than ${maximumDepth} levels`);
    const result = work();
    this.#depth -= 1;
    return result;
  }

  #print(text: string): void {
    if (text === '') return;
    this.#length += text.length;
    if (this.#length > maximumOutputLength)
      throw new VelocityError(`The mapping template prints more than ${maximumOutputLength} characters`);
    this.#output.push(text);
  }

  /** Text costs work, so that a template which doubles a text again and again ends. */
  #counted(text: string): string {
    this.#count(text.length / 16);
    return text;
  }

  #count(work: number): void {
    this.#work += work;
    if (this.#work > maximumWork) throw new VelocityError('The mapping template does too much work');
  }
}

function arithmetic(operator: '-' | '*' | '/' | '%', a: number, b: number): VelocityValue {
  if (operator === '-') return a - b;
  if (operator === '*') return a * b;
  if (b === 0) return null;
  return operator === '/' ? divide(a, b) : a % b;
}
