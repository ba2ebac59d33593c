import { type Key, keySpecs } from './key.ts';
import type { KmsState } from './kms-state.ts';

/** `KeyMetadata`. */
export function keyDocument({ world }: KmsState, key: Key): object {
  const { encryption, signing, mac } = keySpecs[key.spec] ?? { encryption: undefined, signing: undefined, mac: undefined };
  return {
    AWSAccountId: world.accountId,
    KeyId: key.id,
    Arn: key.arn,
    CreationDate: new Date(key.createdMs),
    Enabled: key.state === 'Enabled',
    Description: key.description,
    KeyUsage: key.usage,
    KeyState: key.state,
    DeletionDate: key.deletionMs === undefined ? undefined : new Date(key.deletionMs),
    Origin: 'AWS_KMS',
    KeyManager: key.manager,
    CustomerMasterKeySpec: key.spec,
    KeySpec: key.spec,
    EncryptionAlgorithms: key.usage === 'ENCRYPT_DECRYPT' ? encryption : undefined,
    SigningAlgorithms: key.usage === 'SIGN_VERIFY' ? signing : undefined,
    MacAlgorithms: mac,
    MultiRegion: false,
  };
}
