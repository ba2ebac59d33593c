// Covers encryption, signatures and MACs by keys of KMS, and what their states refuse. Source: AWS KMS API reference. TARGET_URL judges
// another endpoint.
import { createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServicesEndpoint, startServices } from '../start-services.ts';

let endpoint: ServicesEndpoint;
beforeAll(async () => {
  endpoint = await startServices();
});
afterAll(() => endpoint.stop());

/** One operation over AWS JSON 1.1; an error's code as `error`. */
async function kms(operation: string, input: object): Promise<Record<string, unknown>> {
  const answer = await fetch(endpoint.client.endpoint, {
    method: 'POST',
    headers: {
      authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/kms/aws4_request, SignedHeaders=host, Signature=00',
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `TrentService.${operation}`,
    },
    body: JSON.stringify(input),
  });
  const text = await answer.text();
  const document = Object(text === '' ? {} : JSON.parse(text));
  return answer.ok ? document : { error: String(document.__type) };
}
const base64 = (text: string): string => Buffer.from(text).toString('base64');
async function create(input: object = {}): Promise<string> {
  return String(Object((await kms('CreateKey', input)).KeyMetadata).KeyId);
}

test('a ciphertext names its key and needs its context', async () => {
  const KeyId = await create();
  const EncryptionContext = { tenant: 'a', area: 'b' };
  const { CiphertextBlob } = await kms('Encrypt', { KeyId, Plaintext: base64('hello'), EncryptionContext });
  const turned = { area: 'b', tenant: 'a' };
  expect(await kms('Decrypt', { CiphertextBlob, EncryptionContext: turned })).toMatchObject({ Plaintext: base64('hello') });
  expect(await kms('Decrypt', { CiphertextBlob })).toEqual({ error: 'InvalidCiphertextException' });
  expect(await kms('Decrypt', { CiphertextBlob, EncryptionContext, KeyId: await create() })).toEqual({ error: 'IncorrectKeyException' });
});

test('a data key is what its ciphertext holds', async () => {
  const KeyId = await create();
  const { CiphertextBlob, Plaintext } = await kms('GenerateDataKey', { KeyId, KeySpec: 'AES_256' });
  expect(Buffer.from(String(Plaintext), 'base64')).toHaveLength(32);
  expect(await kms('Decrypt', { CiphertextBlob })).toMatchObject({ Plaintext });
});

const signing: [spec: string, algorithm: string][] = [
  ['RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_256'],
  ['RSA_2048', 'RSASSA_PSS_SHA_512'],
  ['ECC_NIST_P256', 'ECDSA_SHA_256'],
  ['ECC_NIST_P384', 'ECDSA_SHA_384'],
];
test.each(signing)('%s signs by %s', async (KeySpec, SigningAlgorithm) => {
  const KeyId = await create({ KeySpec, KeyUsage: 'SIGN_VERIFY' });
  const { Signature } = await kms('Sign', { KeyId, Message: base64('m'), SigningAlgorithm });
  expect(await kms('Verify', { KeyId, Message: base64('m'), SigningAlgorithm, Signature })).toMatchObject({ SignatureValid: true });
  const other = await kms('Verify', { KeyId, Message: base64('n'), SigningAlgorithm, Signature });
  expect(other).toEqual({ error: 'KMSInvalidSignatureException' });
  if (!SigningAlgorithm.startsWith('ECDSA')) return;
  const { PublicKey } = await kms('GetPublicKey', { KeyId });
  const key = createPublicKey({ key: Buffer.from(String(PublicKey), 'base64'), format: 'der', type: 'spki' });
  const hash = `sha${SigningAlgorithm.slice(-3)}`;
  expect(verify(hash, Buffer.from('m'), key, Buffer.from(String(Signature), 'base64'))).toBe(true);
});

test('a key that is disabled, or waits for its deletion, does nothing', async () => {
  const KeyId = await create();
  await kms('DisableKey', { KeyId });
  expect(await kms('Encrypt', { KeyId, Plaintext: base64('x') })).toEqual({ error: 'DisabledException' });
  await kms('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
  expect(await kms('Encrypt', { KeyId, Plaintext: base64('x') })).toEqual({ error: 'KMSInvalidStateException' });
  await kms('CancelKeyDeletion', { KeyId });
  await kms('EnableKey', { KeyId });
  expect(await kms('Encrypt', { KeyId, Plaintext: base64('x') })).toHaveProperty('CiphertextBlob');
});

test('aliases name keys, and those of AWS appear when they are used', async () => {
  const KeyId = await create();
  const AliasName = `alias/conformance-${process.pid}`;
  await kms('CreateAlias', { AliasName, TargetKeyId: KeyId });
  expect(await kms('DescribeKey', { KeyId: AliasName })).toMatchObject({ KeyMetadata: { KeyId } });
  expect(await kms('DescribeKey', { KeyId: 'alias/aws/ssm' })).toMatchObject({ KeyMetadata: { KeyManager: 'AWS' } });
  expect(await kms('DescribeKey', { KeyId: 'alias/none-such' })).toEqual({ error: 'NotFoundException' });
});
