import type { EventType } from '../event-type.ts';
import { compileHttpApi } from '../http-api.ts';

/** A route of the HTTP API. */
export const httpApi: EventType = { name: 'httpApi', compile: compileHttpApi };
