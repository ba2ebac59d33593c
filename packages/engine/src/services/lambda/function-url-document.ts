import { list, type Shape, string, structure } from '../../protocol/shape.ts';
import type { World } from '../../world/world.ts';
import type { FunctionUrl, FunctionUrlCors } from './function-url.ts';
import { flag, number } from './members.ts';

/** As a request has it. @source "Cors", AWS Lambda API reference */
export const cors: Shape<FunctionUrlCors> = structure('com.amazonaws.lambda.Cors', {
  AllowCredentials: flag,
  AllowHeaders: list(string({ pattern: '.*', max: 1024 }), { max: 100 }),
  AllowMethods: list(string({ pattern: '.*', max: 6 }), { max: 6 }),
  AllowOrigins: list(string({ pattern: '.*', min: 1, max: 253 }), { max: 100 }),
  ExposeHeaders: list(string({ pattern: '.*', max: 1024 }), { max: 100 }),
  MaxAge: number({ min: 0, max: 86_400 }),
});

/** An empty Cors takes the settings away. */
export function corsOf(given: FunctionUrlCors | undefined): FunctionUrlCors | undefined {
  return given === undefined || Object.keys(given).length === 0 ? undefined : given;
}

/** The URL that AWS would give; where this machine serves it, `gatewright dev` says. */
export function urlDocument({ region }: World, url: FunctionUrl): FunctionUrlDocument {
  return {
    FunctionUrl: `https://${url.urlId}.lambda-url.${region}.on.aws/`,
    FunctionArn: url.functionArn,
    AuthType: url.authType,
    ...(url.cors && { Cors: url.cors }),
    CreationTime: url.creationTime,
    LastModifiedTime: url.lastModifiedTime,
    InvokeMode: url.invokeMode,
  };
}

export interface FunctionUrlDocument {
  readonly FunctionUrl: string;
  readonly FunctionArn: string;
  readonly AuthType: string;
  readonly Cors?: FunctionUrlCors;
  readonly CreationTime: string;
  readonly LastModifiedTime: string;
  readonly InvokeMode: string;
}
