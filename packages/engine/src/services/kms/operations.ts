import type { RpcOperation } from '../../protocol/rpc/rpc-service.ts';
import type { KmsState } from './kms-state.ts';
import { aliasOperations } from './operations/aliases.ts';
import { encryptionOperations } from './operations/encryption.ts';
import { keyOperations } from './operations/keys.ts';
import { signatureOperations } from './operations/signatures.ts';

/** What of KMS runs here, a file for each subject. Anything else (grants, imported material, custom key stores) is refused by name. */
export const operations: readonly RpcOperation<KmsState>[] = [
  ...aliasOperations,
  ...encryptionOperations,
  ...keyOperations,
  ...signatureOperations,
];
