import { ServiceError } from '../../../protocol/service-error.ts';
import { type BucketConfiguration, notThere } from '../bucket-configuration.ts';
import type { CorsRule } from '../cors-rules.ts';
import { type Element, malformedXml } from '../request-document.ts';

const methods: readonly string[] = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'];
const maximumRules = 100;

/** @source "PutBucketCors", Amazon S3 API reference; recordings of localstack's test_s3_cors */
export const cors: BucketConfiguration = {
  name: 'BucketCors',
  subresource: 'cors',
  rootName: 'CORSConfiguration',
  read(root) {
    const rules = root.all('CORSRule');
    if (rules.length === 0 || rules.length > maximumRules) throw malformedXml();
    return { CORSRule: rules.map(ruleOf) };
  },
  absent: notThere('NoSuchCORSConfiguration', 'The CORS configuration does not exist'),
  deletable: true,
};

function ruleOf(rule: Element): { readonly [member in keyof CorsRule]: CorsRule[member] } {
  const texts = (name: string): readonly string[] => rule.all(name).map((it) => it.text);
  const [allowedMethods, allowedOrigins, allowedHeaders] = [texts('AllowedMethod'), texts('AllowedOrigin'), texts('AllowedHeader')];
  if (allowedMethods.length === 0 || allowedOrigins.length === 0) throw malformedXml();
  const unknown = allowedMethods.find((it) => !methods.includes(it));
  if (unknown !== undefined) {
    const message = `Found unsupported HTTP method in CORS config. Unsupported method is ${unknown}`;
    throw new ServiceError('InvalidRequest', message, 400);
  }
  for (const [what, values] of [
    ['AllowedOrigin', allowedOrigins],
    ['AllowedHeader', allowedHeaders],
  ] as const) {
    const twice = values.find((it) => it.split('*').length > 2);
    if (twice !== undefined) throw new ServiceError('InvalidRequest', `${what} "${twice}" can not have more than one wildcard.`, 400);
  }
  const exposed = texts('ExposeHeader');
  const wildcard = exposed.find((it) => it.includes('*'));
  if (wildcard !== undefined) {
    const message = `ExposeHeader "${wildcard}" contains wildcard. We currently do not support wildcard for ExposeHeader.`;
    throw new ServiceError('InvalidRequest', message, 400);
  }
  const maxAge = rule.textOf('MaxAgeSeconds');
  if (maxAge !== undefined && !/^\d{1,9}$/.test(maxAge)) throw malformedXml();
  return {
    ID: rule.textOf('ID'),
    AllowedHeader: allowedHeaders,
    AllowedMethod: allowedMethods,
    AllowedOrigin: allowedOrigins,
    ExposeHeader: exposed,
    MaxAgeSeconds: maxAge === undefined ? undefined : Number(maxAge),
  };
}
