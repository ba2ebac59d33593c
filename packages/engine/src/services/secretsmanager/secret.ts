/** One version of a secret. Its value is sealed; a rotation's version is without one until the function gives it. */
export interface SecretVersion {
  readonly id: string;
  readonly kind?: 'string' | 'binary' | undefined;
  readonly sealed?: string | undefined;
  readonly createdMs: number;
  /** The day, as AWS tells it. */
  readonly accessedMs?: number | undefined;
  /** None when the version is deprecated. */
  readonly stages: readonly string[];
}

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export interface RotationRules {
  readonly AutomaticallyAfterDays?: number | undefined;
  readonly Duration?: string | undefined;
  readonly ScheduleExpression?: string | undefined;
}

export interface Rotation {
  readonly enabled: boolean;
  readonly lambdaArn: string;
  readonly rules: RotationRules | undefined;
  readonly lastMs?: number | undefined;
  readonly nextMs?: number | undefined;
}

export interface Secret {
  readonly name: string;
  readonly arn: string;
  readonly description?: string | undefined;
  readonly kmsKeyId?: string | undefined;
  readonly type?: string | undefined;
  readonly createdMs: number;
  readonly changedMs: number;
  readonly accessedMs?: number | undefined;
  /** When it was marked deleted, and when it goes. */
  readonly deletedMs?: number | undefined;
  readonly deletionMs?: number | undefined;
  /** Undefined until the first tag. */
  readonly tags?: readonly Tag[] | undefined;
  readonly policy?: string | undefined;
  readonly rotation?: Rotation | undefined;
  /** In the order of their creation. */
  readonly versions: readonly SecretVersion[];
}

export const current = 'AWSCURRENT';
export const previous = 'AWSPREVIOUS';
export const pending = 'AWSPENDING';

export function versionWithStage({ versions }: Secret, stage: string): SecretVersion | undefined {
  return versions.find(({ stages }) => stages.includes(stage));
}
