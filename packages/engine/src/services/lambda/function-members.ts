import { map, type Shape, type StructureType, string, structure } from '../../protocol/shape.ts';
import { constrainedList, flag, number, wordList } from './members.ts';

/** What CreateFunction and UpdateFunctionConfiguration take alike. @source "CreateFunction", AWS Lambda API reference; refusals recorded on AWS by localstack */

export const role: Shape<string> = string({ pattern: 'arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+' });
export const handler: Shape<string> = string({ pattern: '[^\\s]+', max: 128 });
export const description: Shape<string> = string({ max: 256 });
export const timeout: Shape<number> = number({ min: 1, max: 900 });
export const memorySize: Shape<number> = number({ min: 128, max: 10_240 });
export const architectures: Shape<readonly string[]> = wordList(['x86_64', 'arm64'], { min: 1, max: 1 });
export const kmsKeyArn: Shape<string> = string({ pattern: '(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()' });

export const layers: Shape<readonly string[]> = constrainedList(
  'length less than or equal to 140, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: (arn:[a-zA-Z0-9-]+:lambda:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\\d{1}:\\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+)|(arn:[a-zA-Z0-9-]+:lambda:::awslayer:[a-zA-Z0-9-_]+)',
  (it) =>
    it.length <= 140 &&
    /^arn:[a-zA-Z0-9-]+:lambda:(?:[a-z]{2}(?:-gov|-isob?)?-[a-z]+-\d:\d{12}:layer:[\w-]+:\d+|::awslayer:[\w-]+)$/.test(it),
);

export const environment: Shape<StructureType<{ Variables: Shape<{ readonly [name: string]: string }> }>> = structure(
  'com.amazonaws.lambda.Environment',
  { Variables: variables() },
);
export const deadLetterConfig: Shape<StructureType<{ TargetArn: Shape<string> }>> = structure('com.amazonaws.lambda.DeadLetterConfig', {
  TargetArn: kmsKeyArn,
});
export const tracingConfig: Shape<StructureType<{ Mode: Shape<string> }>> = structure('com.amazonaws.lambda.TracingConfig', {
  Mode: string({ values: ['Active', 'PassThrough'] }),
});
export const ephemeralStorage: Shape<StructureType<{ Size: Shape<number> }>> = structure('com.amazonaws.lambda.EphemeralStorage', {
  Size: number({ min: 512, max: 10_240 }),
});
export const snapStart: Shape<StructureType<{ ApplyOn: Shape<string> }>> = structure('com.amazonaws.lambda.SnapStart', {
  ApplyOn: string({ values: ['PublishedVersions', 'None'] }),
});
export const loggingConfig: Shape<
  StructureType<{ LogFormat: Shape<string>; ApplicationLogLevel: Shape<string>; SystemLogLevel: Shape<string>; LogGroup: Shape<string> }>
> = structure('com.amazonaws.lambda.LoggingConfig', {
  LogFormat: string({ values: ['JSON', 'Text'] }),
  ApplicationLogLevel: string({ values: ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] }),
  SystemLogLevel: string({ values: ['DEBUG', 'INFO', 'WARN'] }),
  LogGroup: string({ pattern: '[\\.\\-_/#A-Za-z0-9]+', min: 1, max: 512 }),
});
export const vpcConfig: Shape<
  StructureType<{
    SubnetIds: Shape<readonly string[]>;
    SecurityGroupIds: Shape<readonly string[]>;
    Ipv6AllowedForDualStack: Shape<boolean>;
  }>
> = structure('com.amazonaws.lambda.VpcConfig', {
  SubnetIds: constrainedList('', () => true, { max: 16 }),
  SecurityGroupIds: constrainedList('', () => true, { max: 5 }),
  Ipv6AllowedForDualStack: flag,
});

function variables(): Shape<{ readonly [name: string]: string }> {
  const shape = map(string(), 'java.lang.String');
  return {
    ...shape,
    check(value, path, problems) {
      if (Object.keys(value).every((it) => /^[a-zA-Z][a-zA-Z0-9_]+$/.test(it))) return;
      const what = 'Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+]';
      const told = Object.entries(value).map(([name, it]) => `${name}=${it}`);
      problems.push(`Value '{${told.join(', ')}}' at '${path}' failed to satisfy constraint: ${what}`);
    },
  };
}

/** Taken so that it can be refused by name. */
export const unsupported: Shape<unknown> = { read: (wire) => wire, check: () => undefined };
export const unsupportedList: Shape<unknown> = {
  read: (wire) => (Array.isArray(wire) && wire.length === 0 ? undefined : wire),
  check: () => undefined,
};
export const tags: Shape<{ readonly [key: string]: string }> = map(string(), 'java.lang.String');
