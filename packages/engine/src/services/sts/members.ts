import { integer, required, type Shape, string } from '../../protocol/shape.ts';

export const roleArn: Shape<string> & { readonly required: true } = required(string({ min: 20, max: 2048 }));
export const roleSessionName: Shape<string> & { readonly required: true } = required(string({ min: 2, max: 64, pattern: '[\\w+=,.@-]*' }));
export const policy: Shape<string> = string({ min: 1 });
export const roleDurationSeconds: Shape<number> = integer({ min: 900, max: 43_200 });
export const durationSeconds: Shape<number> = integer({ min: 900, max: 129_600 });
