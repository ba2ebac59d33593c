import { placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import { knownProperties } from '../known-properties.ts';
import { isUnresolved, Section } from '../section.ts';
import type { Service } from '../service.ts';
import type { FunctionEvent } from './event-type.ts';

/** All events of all functions, in the order of the file. */
export function readEvents(service: Service): readonly FunctionEvent[] {
  const events: FunctionEvent[] = [];
  for (const target of service.functions) {
    const numbers = new Map<string, number>();
    const list = target.section.list('events') ?? [];
    for (const [index, item] of list.entries()) {
      const path = `functions.${target.key}.events.${index}`;
      if (!isMapping(item)) {
        const message = `"${path}" is not an event.`;
        const at = placeOfMember(list, index) ?? target.section.placeOf('events');
        if (!isUnresolved(item)) service.report({ code: 'INVALID_VALUE', message, at, hint: 'Write it as "- http: GET /path".' });
        continue;
      }
      const section = new Section(item, path, service.report);
      section.allow(knownProperties.events);
      for (const type of section.names) {
        const written = section.raw(type);
        if (written === undefined || written === null || written === false || written === '' || isUnresolved(written)) continue;
        const number = (numbers.get(type) ?? 0) + 1;
        numbers.set(type, number);
        events.push({ target, section, type, written, position: index + 1, number, place: section.placeOfName(type) });
      }
    }
  }
  return events;
}
