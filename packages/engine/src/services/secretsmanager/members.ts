import { integer, list, required, type Shape, string, structure } from '../../protocol/shape.ts';
import { blob, sensitiveString } from '../../protocol/value-shapes.ts';
import type { RotationRules, Tag } from './secret.ts';

// The members that several operations take, with the constraints of AWS's model.

const java = (name: string): string => `com.amazonaws.secretsmanager.${name}`;

export const secretId: Shape<string> & { readonly required: true } = required(string({ min: 1, max: 2048 }));
export const clientRequestToken: Shape<string> = string({ min: 32, max: 64 });
export const versionId: Shape<string> = string({ min: 32, max: 64 });
export const versionStage: Shape<string> = string({ min: 1, max: 256 });
export const description: Shape<string> = string({ max: 2048 });
export const kmsKeyId: Shape<string> = string({ max: 2048 });
export const secretString: Shape<string> = sensitiveString({ min: 1, max: 65_536 });
export const secretBinary: Shape<Buffer> = blob({ min: 1, max: 65_536 });
export const nextToken: Shape<string> = string({ min: 1, max: 4096 });
export const resourcePolicy: Shape<string> & { readonly required: true } = required(string({ min: 1, max: 20_480 }));

export const tags: Shape<readonly Tag[]> = list(
  structure(java('Tag'), { Key: required(string({ min: 1, max: 128 })), Value: required(string({ max: 256 })) }),
);

export const rotationRules: Shape<RotationRules> = structure(java('RotationRulesType'), {
  AutomaticallyAfterDays: integer({ min: 1, max: 1000 }),
  Duration: string({ min: 2, max: 3, pattern: '[0-9]+h' }),
  ScheduleExpression: string({ min: 1, max: 256, pattern: '[0-9A-Za-z\\(\\)#\\?\\*\\-\\/, ]+' }),
});

export const replicaRegions: Shape<readonly { readonly Region?: string }[]> = list(
  structure(java('ReplicaRegionType'), { Region: string({ min: 1, max: 128 }) }),
);

export interface Filter {
  readonly Key?: string;
  readonly Values?: readonly string[];
}

export const filters: Shape<readonly Filter[]> = list(
  structure(java('Filter'), {
    Key: string({ values: ['description', 'name', 'tag-key', 'tag-value', 'primary-region', 'owning-service', 'all'] }),
    Values: list(string({ max: 512, pattern: '^\\!?[a-zA-Z0-9 :_@\\/\\+\\=\\.\\-\\!]*$' }), { min: 1, max: 10 }),
  }),
  { max: 10 },
);
