import { placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import { draftOf, isDraftMap, listAt } from '../draft.ts';
import { checkShapes } from '../properties.ts';
import type { Mapping } from '../sam-resource.ts';
import type { ApiRoute } from './api-route.ts';
import { integrationKey, operationsOf } from './definition.ts';

/**
 * RequestParameters of a method: what it takes in its path, query and headers.
 * @source "RequestParameter", AWS SAM developer guide
 */
export function addRequestParameters({ event, definition, path, method }: ApiRoute, compilation: Compilation): void {
  const { RequestParameters: list } = event.properties;
  if (!Array.isArray(list)) return;
  for (const [index, entry] of list.entries()) {
    const [name, value] = isMapping(entry) ? (Object.entries(entry)[0] ?? []) : [entry];
    const settings: Mapping | undefined = isMapping(value) ? value : value === undefined ? {} : undefined;
    const [, location = '', parameter = ''] = /^method\.request\.(querystring|path|header)\.(.+)$/.exec(String(name)) ?? [];
    if (parameter === '' || !settings) {
      const hint = 'Write method.request.header.NAME, method.request.path.NAME or method.request.querystring.NAME.';
      reportInvalid(
        compilation,
        `RequestParameters of ${event.owner.replace('The', 'the')} has an invalid entry.`,
        placeOfMember(list, index),
        { hint },
      );
      continue;
    }
    checkShapes(
      settings,
      { Caching: 'boolean', Required: 'boolean' },
      `${String(name)} of ${event.owner.replace('The', 'the')}`,
      compilation,
    );
    for (const { operation } of operationsOf(definition, path, method)) {
      listAt(operation, 'parameters').push({
        in: location === 'querystring' ? 'query' : location,
        name: parameter,
        required: draftOf(settings.Required ?? false),
        type: 'string',
      });
      const integration = operation[integrationKey];
      if (settings.Caching && isDraftMap(integration)) listAt(integration, 'cacheKeyParameters').push(String(name));
    }
  }
}
