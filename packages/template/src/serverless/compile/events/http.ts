import { compileApi } from '../api.ts';
import type { EventType } from '../event-type.ts';

/** A method of the REST API. */
export const http: EventType = { name: 'http', compile: compileApi };
