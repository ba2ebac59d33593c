import type { EventType } from '../event-type.ts';
import { compileWebsockets } from '../websockets.ts';

/** A route of the WebSocket API. */
export const websocket: EventType = { name: 'websocket', compile: compileWebsockets };
