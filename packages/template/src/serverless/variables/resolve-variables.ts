import type { Diagnostic } from '../../diagnostic.ts';
import { type Place, placeOfMember } from '../../places.ts';
import type { Value } from '../../template.ts';
import { asText } from '../as-text.ts';
import { Dependencies } from './dependencies.ts';
import { sources } from './sources.ts';
import { Unresolved } from './unresolved.ts';
import type { SourceAnswer, Surroundings } from './variable-source.ts';
import { type Piece, parseVariableText, type SourceCall, VariableSyntaxError, type VariableText } from './variable-text.ts';
import { type Container, Copier, get, isContainer, set } from './working-copy.ts';

/** A value that resolves to text with variables, which resolve to text with variables... is followed this far. */
const maximumNesting = 10;

/** A property whose value still has variables in it. */
interface Slot {
  readonly container: Container;
  readonly member: string;
  readonly path: readonly string[];
  readonly nesting: number;
  text: VariableText;
  error: Unresolved | undefined;
  settled: Promise<void> | undefined;
}

/**
 * Resolves the variables of a configuration, each property once and only when it is asked for. A property that stays
 * unresolved keeps its text and gives a diagnostic; all others go on.
 */
export class VariableResolver {
  readonly diagnostics: Diagnostic[] = [];
  readonly root: Container;
  readonly #surroundings: Surroundings;
  readonly #slots = new Map<Container, Map<string, Slot>>();
  readonly #dependencies = new Dependencies();
  readonly #copier = new Copier();
  readonly #reported = new Set<Unresolved>();

  constructor(root: Value, surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.root = this.#copyOf(root);
    this.#register(this.root, [], 0);
  }

  /** Resolves one property, whatever it depends on, and what it holds; undefined when it has no value. */
  async property(path: readonly string[]): Promise<Value | undefined> {
    try {
      return await this.#follow(path, undefined);
    } catch (error) {
      if (error instanceof Unresolved) return undefined;
      throw error;
    }
  }

  /** Resolves everything, but what `isLeftAlone`. */
  async all(isLeftAlone: (path: readonly string[]) => boolean): Promise<void> {
    for (;;) {
      const open = this.#slotsIn(this.root).filter((it) => !it.error && !isLeftAlone(it.path));
      if (open.length === 0) return;
      await Promise.all(open.map((it) => this.#settle(it)));
    }
  }

  /** Anchors may repeat a part of the file any number of times: what that expands to is bounded too. */
  #copyOf(root: Value): Container {
    try {
      const copy = this.#copier.copy(root);
      return isContainer(copy) ? copy : {};
    } catch (error) {
      if (!(error instanceof Unresolved)) throw error;
      this.#report(error);
      return {};
    }
  }

  /** @returns whether there are variables in it */
  #register(container: Container, path: readonly string[], nesting: number): boolean {
    let found = false;
    for (const [member, value] of Object.entries(container)) {
      if (isContainer(value)) found = this.#register(value, [...path, member], nesting) || found;
      if (typeof value === 'string') found = this.#slotFor(container, member, [...path, member], value, nesting) || found;
    }
    return found;
  }

  #slotFor(container: Container, member: string, path: readonly string[], value: string, nesting: number): boolean {
    const slot: Slot = { container, member, path, nesting, text: { text: value, pieces: [] }, error: undefined, settled: undefined };
    try {
      const text = parseVariableText(value);
      if (!text) return false;
      slot.text = text;
    } catch (error) {
      if (!(error instanceof VariableSyntaxError)) throw error;
      const hint = `The syntax is \${source:address, fallback}; write \\\${ for a \${ that is no variable.`;
      const message = `Variable syntax error at "${path.join('.')}": ${error.message}`;
      slot.error = new Unresolved(message, { hint, at: placeOfMember(container, member) });
      slot.settled = Promise.resolve();
      this.#report(slot.error);
    }
    const slots = this.#slots.get(container) ?? new Map<string, Slot>();
    this.#slots.set(container, slots.set(member, slot));
    return true;
  }

  #slotsIn(container: Container): Slot[] {
    const found = [...(this.#slots.get(container)?.values() ?? [])];
    for (const value of Object.values(container)) if (isContainer(value)) found.push(...this.#slotsIn(value));
    return found;
  }

  #settle(slot: Slot): Promise<void> {
    slot.settled ??= this.#run(slot);
    return slot.settled;
  }

  /**
   * Puts the value of a slot in its place. Variables inside of a mapping are slots of their own then: whoever needs one of them
   * waits for that one only, so that a file may refer to what includes it.
   */
  async #run(slot: Slot): Promise<void> {
    // A long chain of references must grow the heap, not the stack.
    await null;
    try {
      const value = await this.#nested(await this.#evaluate(slot.text, slot), slot, slot.nesting, 'property variables');
      const isFull = isContainer(value) && this.#register(value, slot.path, slot.nesting + 1) && slot.nesting >= maximumNesting;
      if (isFull) throw this.#unresolved(slot, 'Excessive property variables nest depth');
      this.#slots.get(slot.container)?.delete(slot.member);
      set(slot.container, slot.member, value);
    } catch (error) {
      if (!(error instanceof Unresolved)) throw error;
      slot.error = error;
      this.#report(error, slot);
    }
  }

  /** A value found may be text with variables of its own. */
  async #nested(found: Resolved, slot: Slot, nesting: number, what: string): Promise<Value> {
    let resolved = found;
    for (let count = nesting; ; count += 1) {
      const text = this.#textIn(resolved, slot);
      if (!text) return resolved.value;
      if (count >= maximumNesting) throw this.#unresolved(slot, `Excessive ${what} nest depth`);
      resolved = await this.#evaluate(text, slot);
    }
  }

  /** Each part of a joined text is read by itself, so that two halves never make a variable together. */
  #textIn({ value, parts }: Resolved, slot: Slot): VariableText | undefined {
    if (typeof value !== 'string') return undefined;
    const pieces: Piece[] = [];
    let offset = 0;
    try {
      for (const part of parts ?? [value]) {
        const shift = offset;
        for (const it of parseVariableText(part)?.pieces ?? []) pieces.push({ ...it, start: it.start + shift, end: it.end + shift });
        offset += part.length;
      }
    } catch (error) {
      if (error instanceof VariableSyntaxError)
        throw this.#unresolved(slot, `Approached variable syntax error in resolved value: ${error.message}`);
      throw error;
    }
    return pieces.length > 0 ? { text: value, pieces } : undefined;
  }

  async #evaluate({ text, pieces }: VariableText, slot: Slot): Promise<Resolved> {
    const values = await Promise.all(
      pieces.map((piece) => ('fixed' in piece ? piece.fixed : this.#piece(piece.sources, slot, piece, text))),
    );
    const [first] = pieces;
    if (pieces.length === 1 && first?.start === 0 && first.end === text.length) return { value: values[0] ?? null };
    const parts: string[] = [];
    let last = 0;
    for (const [index, piece] of pieces.entries()) {
      const value = textOf(values[index] ?? null);
      if (value === undefined) {
        const hint = 'Only a variable that is the whole value may be a mapping; refer to one text inside of it.';
        throw this.#unresolved(slot, 'String value consist of variable which resolve with non-string value', { hint });
      }
      parts.push(text.slice(last, piece.start), value);
      last = piece.end;
    }
    parts.push(text.slice(last));
    return { value: this.#copier.text(parts.join('')), parts };
  }

  /** The first source that answers. */
  async #piece(candidates: readonly (SourceCall | { readonly literal: Value })[], slot: Slot, piece: Piece, text: string): Promise<Value> {
    let at = partOf(slot, text, piece);
    let failed: { type: string; cure: string | undefined; refusal: string | undefined } | undefined;
    for (const candidate of candidates) {
      const answer = 'literal' in candidate ? { value: candidate.literal } : await this.#call(candidate, slot, at);
      if (failed?.refusal && answer.value !== undefined && answer.value !== null) this.#warn(failed.refusal, slot, at);
      if ('literal' in candidate) return candidate.literal;
      if (answer.value !== undefined && answer.value !== null) return this.#copier.copy(answer.value);
      failed = { type: candidate.type, cure: answer.cure, refusal: answer.refusal ?? failed?.refusal };
    }
    at ??= placeOfMember(slot.container, slot.member);
    if (failed?.refusal) throw this.#unresolved(slot, failed.refusal, { at, hint: failed.cure, unsupported: true });
    throw this.#unresolved(slot, `Value not found at "${failed?.type}" source`, { at, hint: failed?.cure });
  }

  async #call(call: SourceCall, slot: Slot, at: Place | undefined): Promise<SourceAnswer> {
    const source = sources.find((it) => it.type === call.type);
    if (!source) {
      const hint = `The sources are ${sources.map((it) => it.type).join(', ')}; a plugin's own source is not run here.`;
      throw new Unresolved(`Unrecognized configuration variable sources: "${call.type}"`, { hint, at, unsupported: true });
    }
    const parameters: Value[] = [];
    for (const it of call.parameters ?? []) parameters.push('literal' in it ? it.literal : await this.#inner(it, slot));
    const address = call.address && textOf(await this.#inner(call.address, slot));
    const answer = await source.resolve({
      surroundings: this.#surroundings,
      parameters,
      address: address === '' ? undefined : address,
      whole: this.root,
      property: (path) => this.#follow(path, slot),
      text: async (value) => {
        const text = this.#textIn({ value }, slot);
        return text ? this.#nested(await this.#evaluate(text, slot), slot, 0, 'variables') : value;
      },
      refuse: (message, details) => this.#unresolved(slot, message, { at, ...details }),
    });
    const { note } = answer;
    if (note !== undefined && !this.diagnostics.some((it) => it.message === note))
      this.diagnostics.push({ code: 'CONFIGURATION_IS_CODE', severity: 'warning', message: note, at });
    return answer;
  }

  async #inner(text: VariableText, slot: Slot): Promise<Value> {
    return text.pieces.length === 0 ? text.text : this.#nested(await this.#evaluate(text, slot), slot, 0, 'variables');
  }

  /** Reads a property of the configuration; what it needs is resolved first. */
  async #follow(path: readonly string[], dependent: Slot | undefined): Promise<Value | undefined> {
    let value: Value = this.root;
    for (const member of path) {
      const slot = isContainer(value) ? this.#slots.get(value)?.get(member) : undefined;
      if (slot) await this.#depend(slot, dependent);
      const found = get(value, member);
      if (found === undefined || found === null) return undefined;
      value = found;
    }
    while (isContainer(value)) {
      const open = this.#slotsIn(value);
      if (open.length === 0) break;
      await Promise.all(open.map((it) => this.#depend(it, dependent)));
    }
    return value;
  }

  async #depend(slot: Slot, dependent: Slot | undefined): Promise<void> {
    const circle = dependent && this.#dependencies.add(dependent.path, slot.path);
    if (dependent && circle) throw this.#unresolved(dependent, circle, { hint: 'Give one of them a value of its own.' });
    await this.#settle(slot);
    if (slot.error) throw slot.error;
  }

  #unresolved(slot: Slot, message: string, details: Unresolved['details'] = {}): Unresolved {
    return new Unresolved(`Cannot resolve variable at "${slot.path.join('.')}": ${message}`, {
      at: placeOfMember(slot.container, slot.member),
      ...details,
    });
  }

  #report(error: Unresolved, slot?: Slot): void {
    if (this.#reported.has(error)) return;
    this.#reported.add(error);
    const { code = 'UNRESOLVED_VARIABLE', at, hint, unsupported } = error.details;
    const place = at ?? (slot && placeOfMember(slot.container, slot.member));
    if (this.diagnostics.some((it) => it.message === error.message && it.at?.line === place?.line)) return;
    this.diagnostics.push({ code, severity: 'error', message: error.message, at: place, hint, ...(unsupported && { unsupported }) });
  }

  #warn(refusal: string, slot: Slot, at: Place | undefined): void {
    const message = `The fallback is used at "${slot.path.join('.')}": ${refusal}`;
    this.diagnostics.push({ code: 'UNRESOLVED_VARIABLE', severity: 'warning', message, at });
  }
}

interface Resolved {
  readonly value: Value;
  /** What a joined text was joined from. */
  readonly parts?: readonly string[];
}

/** As JavaScript joins values into a text; a mapping has none. */
function textOf(value: Value): string | undefined {
  if (value === null || (isContainer(value) && !Array.isArray(value))) return undefined;
  return asText(value);
}

/** The place of one variable inside a text, when the text stands on its line as it is. */
function partOf(slot: Slot, text: string, piece: Piece): Place | undefined {
  const place = placeOfMember(slot.container, slot.member);
  if (!place || text !== slot.text.text || text.includes('\n')) return place;
  const quotes = place.length - text.length;
  if (quotes !== 0 && quotes !== 2) return place;
  return { ...place, column: place.column + quotes / 2 + piece.start, length: piece.end - piece.start };
}
