import type { World } from '../../world/world.ts';
/** The Root of a trace: `1-` eight digits of the time, `-` twenty-four of chance. @source "Tracing headers", X-Ray developer guide */
export declare function traceRootOf(header: string | undefined, nowMs: number, world: World): string;
/**
 * The X-Amzn-Trace-Id of a request's answer and of its function: the client's when it is complete, else with a Parent of ours.
 * @source localstack's recordings of REST responses
 */
export declare function traceIdOf(header: string | undefined, nowMs: number, world: World): string;
