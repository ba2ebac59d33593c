import { type Place, placeOf, placeOfMember } from '../places.ts';
import type { Value } from '../template.ts';

/** A `{{resolve:service:reference}}` in a text: CloudFormation puts the value in when it creates the resource. */
export interface DynamicReference {
  /** `ssm`, `ssm-secure` or `secretsmanager`; another word when the user mistook it. */
  readonly service: string;
  /** What follows the service: `name:version`, or `secret-id:SecretString:json-key:version-stage:version-id`. */
  readonly reference: string;
  /** The whole of it, braces included, as it stands in the text; up to the end of the text where Fn::Join adds the rest. */
  readonly text: string;
  readonly at: Place | undefined;
}

/** @source "Get values stored in other services using dynamic references", AWS CloudFormation user guide */
export function dynamicReferencesOf(value: Value): readonly DynamicReference[] {
  const found: DynamicReference[] = [];
  walk(value, undefined, found);
  return found;
}

function walk(value: Value, at: Place | undefined, found: DynamicReference[]): void {
  if (typeof value === 'string') {
    for (const [text, service = '', reference = ''] of value.matchAll(/\{\{resolve:([^:{}]*):((?:\$\{[^{}]*\}|[^{}])*)(?:\}\}|$)/g)) {
      found.push({ service, reference, text, at });
    }
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const list = Array.isArray(value);
  for (const [member, item] of Object.entries(value)) {
    const place = placeOfMember(value, list ? Number(member) : member);
    walk(item, place ?? placeOf(value) ?? at, found);
  }
}
