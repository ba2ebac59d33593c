import type { ResolvedProperties } from './resource-provider.ts';

const numbers = new Set(['DatapointsToAlarm', 'EvaluationPeriods', 'Period', 'Threshold']);
const booleans = new Set(['ActionsEnabled', 'ReturnData']);

/** Properties as CloudWatch's operations take them: CloudFormation lets numbers and booleans be written as texts. */
export function writtenInput(properties: ResolvedProperties): { readonly [name: string]: unknown } {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, converted(name, value)]));
}

function converted(name: string, value: unknown): unknown {
  if (typeof value === 'string' && numbers.has(name) && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value);
  if (typeof value === 'string' && booleans.has(name) && /^(?:true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  if (typeof value === 'number' && !numbers.has(name)) return String(value);
  if (Array.isArray(value)) return value.map((it) => converted('', it));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([member, it]) => [member, converted(member, it)]));
  return value;
}
