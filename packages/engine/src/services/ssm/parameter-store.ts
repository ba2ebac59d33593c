import type { Documents } from '../../store/documents.ts';
import type { Seal } from '../../store/seal.ts';
import type { World } from '../../world/world.ts';
import type { Parameter } from './parameter.ts';

/** A secret as Parameter Store shows it under `/aws/reference/secretsmanager/`. */
export interface ReferencedSecret {
  readonly arn: string;
  readonly value: string;
  readonly createdMs: number;
  /** AWS's GetSecretValue answer, as JSON. */
  readonly sourceResult: string;
}

/** What every operation works on. */
export interface ParameterStore {
  readonly world: World;
  readonly parameters: Documents<Parameter>;
  readonly seal: Seal;
  /** The secret of that name or ARN; undefined when there is none. */
  secretOf(secretId: string): ReferencedSecret | undefined;
}
