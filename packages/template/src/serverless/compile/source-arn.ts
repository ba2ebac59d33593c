import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { asText } from '../as-text.ts';

/**
 * The name of what an ARN names, for a logical id: of a text its last part, of an intrinsic function what it refers to.
 *
 * @param ofText the name in a text; undefined when it is no such ARN
 */
export function nameInArn(arn: Value, ofText: (arn: string) => string | undefined): string | undefined {
  if (typeof arn === 'string') return ofText(arn);
  if (!isMapping(arn)) return undefined;
  const attribute = arn['Fn::GetAtt'];
  const join = arn['Fn::Join'];
  const text = (value: Value | undefined): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
  if (attribute !== undefined) return Array.isArray(attribute) ? text(attribute[0]) : text(attribute)?.split('.')[0];
  if (arn['Fn::ImportValue'] !== undefined) return text(arn['Fn::ImportValue']);
  if (arn.Ref !== undefined) return text(arn.Ref);
  const parts = Array.isArray(join) ? join[1] : undefined;
  return Array.isArray(parts) && parts.length > 0 ? ofText(asText(parts.at(-1) ?? null)) : undefined;
}

/** What stands behind the last colon. */
export function afterColon(arn: string): string | undefined {
  return arn.split(':').at(-1) || undefined;
}

/** What stands behind the first slash, as in `table/NAME/stream/TIME`; of a mere name all of it. */
export function afterSlash(arn: string): string | undefined {
  return arn.split('/')[1] || undefined;
}

/** The service of an ARN: `kinesis` of `arn:aws:kinesis:...`. */
export function serviceOf(arn: Value): string | undefined {
  return typeof arn === 'string' ? arn.split(':')[2] || undefined : undefined;
}
