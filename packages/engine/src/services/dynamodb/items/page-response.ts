import type { JsonText } from '../../../protocol/json-protocol.ts';
import { consumedCapacity } from './capacity.ts';
import { jsonArray, jsonMembers } from './json-members.ts';
import type { Page } from './read-page.ts';
import { cursorOf, type ReadTarget } from './read-target.ts';
import { itemOf } from './stored-item.ts';

/** The answer of a Query or a Scan. */
export function pageResponse(
  target: ReadTarget,
  page: Page,
  request: { readonly Select?: string; readonly ReturnConsumedCapacity?: string },
): JsonText {
  return jsonMembers({
    Items: request.Select === 'COUNT' ? undefined : jsonArray(page.items),
    Count: page.count,
    ScannedCount: page.scannedCount,
    LastEvaluatedKey: page.last && cursorOf(target, itemOf(page.last)),
    ConsumedCapacity: consumedCapacity(request.ReturnConsumedCapacity, page.usage),
  });
}
