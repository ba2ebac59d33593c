import type { World } from '../world/world.ts';

/** The Root of a trace: `1-` eight digits of the time, `-` twenty-four of chance. @source "Tracing headers", X-Ray developer guide */
export function traceRootOf(header: string | undefined, nowMs: number, world: World): string {
  const root = header === undefined ? undefined : /(?:^|;)\s*Root=([^;\s]+)/i.exec(header)?.[1];
  if (root !== undefined) return root;
  const seconds = Math.floor(nowMs / 1000)
    .toString(16)
    .padStart(8, '0');
  return `1-${seconds}-${world.hex(24)}`;
}

/**
 * The X-Amzn-Trace-Id of a request's answer and of its function: the client's when it is complete, else with a Parent of ours.
 * @source localstack's recordings of REST responses
 */
export function traceIdOf(header: string | undefined, nowMs: number, world: World): string {
  if (header !== undefined && /Root=/i.test(header) && /Parent=/i.test(header)) return header;
  const chance = world.hex(24);
  const sampled = header === undefined ? '0' : (/Sampled=([01])/i.exec(header)?.[1] ?? '0');
  return `Root=${traceRootOf(header, nowMs, world)};Parent=${chance.slice(0, 16)};Sampled=${sampled};Lineage=1:${chance.slice(16)}:0`;
}
