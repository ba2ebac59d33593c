import type { MeasuredCode } from '../../lambda/code/measure-code.ts';
import type { FunctionConfiguration } from '../../lambda/function-configuration.ts';
import type { EventInvokeConfig } from './event-invoke-config.ts';
import type { FunctionUrl } from './function-url.ts';
import type { Permission } from './resource-policy.ts';

/** What AWS tells of a function and its runtime need not know. */
export interface FunctionDetails {
  readonly description: string;
  /** Undefined where the template's role is not known here. */
  readonly role: string | undefined;
  /** Base64, and the archive's size; undefined while `measureCode` tells them of code that stays in the user's folder. */
  readonly codeSha256: string | undefined;
  readonly codeSize: number | undefined;
  readonly measureCode: (() => MeasuredCode | undefined) | undefined;
  /** The archive as it was handed over. */
  readonly archive: Buffer | undefined;
  readonly lastModified: string;
  readonly revisionId: string;
  /** New with every change of code or configuration: what has not changed is not published again. */
  readonly contentId: string;
  readonly architectures: readonly string[];
  /** Whether the request had an Environment, be it empty: AWS then answers one. */
  readonly environmentGiven: boolean;
  readonly tracingMode: string;
  readonly snapStart: string;
  readonly deadLetterTargetArn: string | undefined;
  readonly kmsKeyArn: string | undefined;
  readonly layers: readonly LayerReference[];
  /** As the request had them; nothing on this machine acts on them. */
  readonly vpcConfig: VpcConfig | undefined;
  readonly fileSystemConfigs: readonly object[];
}

export interface LayerReference {
  readonly Arn: string;
  readonly CodeSize: number;
}

export interface VpcConfig {
  readonly SubnetIds: readonly string[];
  readonly SecurityGroupIds: readonly string[];
  readonly Ipv6AllowedForDualStack: boolean;
}

/** `$LATEST`, or what was published under a number. */
export interface FunctionVersion {
  readonly configuration: FunctionConfiguration;
  readonly details: FunctionDetails;
}

export interface Alias {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly revisionId: string;
  /** The share of calls, 0 to 1, that other versions get. */
  readonly weights: { readonly [version: string]: number };
}

export interface ProvisionedConcurrency {
  readonly requested: number;
  readonly lastModified: string;
}

/** A function with all that belongs to it. Maps by qualifier have '' for the function itself. */
export interface LambdaFunction {
  readonly functionName: string;
  latest: FunctionVersion;
  publishedCount: number;
  readonly versions: Map<string, FunctionVersion>;
  readonly aliases: Map<string, Alias>;
  readonly policies: Map<string, Map<string, Permission>>;
  readonly urls: Map<string, FunctionUrl>;
  readonly eventInvokeConfigs: Map<string, EventInvokeConfig>;
  readonly provisioned: Map<string, ProvisionedConcurrency>;
  readonly runtimeManagement: Map<string, { readonly UpdateRuntimeOn: string; readonly RuntimeVersionArn?: string | undefined }>;
  tags: { readonly [key: string]: string };
  recursiveLoop: string;
}
