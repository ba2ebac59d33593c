import type { Place } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import type { Draft } from '../draft.ts';
import { Section } from '../section.ts';
import type { Service, ServiceFunction } from '../service.ts';
import type { SharedRole } from './iam-role.ts';

/** One kind of event: what all events of the kind, of all functions, become together. */
export interface EventType {
  /** Its key in `events`. */
  readonly name: string;
  compile(events: readonly FunctionEvent[], compilation: EventCompilation): void;
}

export interface EventCompilation {
  readonly service: Service;
  readonly draft: Draft;
  readonly role: SharedRole;
}

/** One item of a function's `events`. */
export interface FunctionEvent {
  readonly target: ServiceFunction;
  /** The item: a mapping whose one member is the event. */
  readonly section: Section;
  readonly type: string;
  /** What the event says; neither null, false nor empty text, which Serverless takes for no event. */
  readonly written: Exclude<Value, null | false | ''>;
  /** From 1, among all events of the function. */
  readonly position: number;
  /** From 1, among the function's events of this kind. */
  readonly number: number;
  /** The line of the event. */
  readonly place: Place | undefined;
}

/**
 * The settings of an event: the mapping, or one made of the short form.
 *
 * @param short the property that a single value stands for
 * @param known the properties there are
 */
export function settingsOf({ section, type, written, place }: FunctionEvent, short: string, known: readonly string[]): Section | undefined {
  const path = `${section.path}.${type}`;
  if (isMapping(written)) {
    const settings = new Section(written, path, section.report);
    settings.allow(known);
    return settings;
  }
  if (typeof written === 'string') return new Section({ [short]: written }, path, (it) => section.report({ ...it, at: it.at ?? place }));
  const message = `"${path}" must be a text or a mapping.`;
  section.report({ code: 'INVALID_VALUE', message, at: place, hint: `Give ${known.join(', ')} below it, indented.` });
  return undefined;
}

/** The same for an event that has no short form. */
export function mappingOf(event: FunctionEvent, known: readonly string[]): Section | undefined {
  const { section, type, written, place } = event;
  if (isMapping(written)) return settingsOf(event, '', known);
  const message = `"${section.path}.${type}" must be a mapping.`;
  section.report({ code: 'INVALID_VALUE', message, at: place, hint: `Give ${known.join(', ')} below it, indented.` });
  return undefined;
}

/** A property without which there is no event; named when it is missing. */
export function required(settings: Section, name: string, hint: string): Value | undefined {
  const value = settings.raw(name);
  if (value === undefined || value === '') settings.missing(name, hint);
  return value === '' ? undefined : value;
}

/** The same, as text. */
export function requiredText(settings: Section, name: string, hint: string): string | undefined {
  const value = settings.text(name);
  if (settings.raw(name) === undefined || value === '') settings.missing(name, hint);
  return value === '' ? undefined : value;
}

/** Refuses an event that is code or custom resources of Serverless's own. */
export function refuseEvent({ section, type, place }: FunctionEvent, why: string, hint: string): void {
  const message = `"${section.path}.${type}" is not honoured: ${why}`;
  section.report({ code: 'UNSUPPORTED_PROPERTY', message, at: place, hint, unsupported: true });
}
