// Covers signatures over a hash that is given as such (MessageType DIGEST): whatever verifies the message itself accepts them, and the reverse; and
// refusals as recorded on AWS by localstack's test_kms. Over raw JSON: TARGET_URL judges another endpoint.
import { constants, createHash, createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServicesEndpoint, startServices } from '../start-services.ts';

let endpoint: ServicesEndpoint;
beforeAll(async () => {
  endpoint = await startServices();
});
afterAll(() => endpoint.stop());

interface Answer {
  readonly status: number;
  /** The members of all answers; each operation has some of them. */
  readonly body: {
    readonly KeyMetadata: { readonly KeyId: string; readonly Arn: string };
    readonly Signature: string;
    readonly PublicKey: string;
    readonly CiphertextBlob: string;
    readonly __type: string;
    readonly message: string;
  };
}

async function kms(operation: string, input: object): Promise<Answer> {
  const authorization = 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/kms/aws4_request, SignedHeaders=host, Signature=00';
  const headers = { authorization, 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `TrentService.${operation}` };
  const answer = await fetch(endpoint.client.endpoint, { method: 'POST', headers, body: JSON.stringify(input) });
  return { status: answer.status, body: (await answer.json()) as Answer['body'] };
}

const message = Buffer.from('some important message');
const algorithms: [keySpec: string, algorithm: string][] = [
  ['RSA_2048', 'RSASSA_PSS_SHA_256'],
  ['RSA_2048', 'RSASSA_PSS_SHA_512'],
  ['RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_384'],
  ['ECC_NIST_P256', 'ECDSA_SHA_256'],
  ['ECC_NIST_P384', 'ECDSA_SHA_384'],
  ['ECC_NIST_P521', 'ECDSA_SHA_512'],
  ['ECC_SECG_P256K1', 'ECDSA_SHA_256'],
];
describe.each(algorithms)('%s, %s', (KeySpec, SigningAlgorithm) => {
  const hash = `sha${SigningAlgorithm.slice(-3)}`;
  const digest = createHash(hash).update(message).digest().toString('base64');
  let key: { readonly KeyId: string; readonly SigningAlgorithm: string };
  beforeAll(async () => {
    const { body } = await kms('CreateKey', { KeySpec, KeyUsage: 'SIGN_VERIFY' });
    key = { KeyId: body.KeyMetadata.KeyId, SigningAlgorithm };
  });

  test('a signed digest is a signature of its message, for KMS and for others', async () => {
    const { body: signed } = await kms('Sign', { ...key, Message: digest, MessageType: 'DIGEST' });
    const { body: raw } = await kms('Verify', { ...key, Message: message.toString('base64'), Signature: signed.Signature });
    expect(raw).toMatchObject({ SignatureValid: true });
    const { body } = await kms('GetPublicKey', { KeyId: key.KeyId });
    const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
    const publicKey = createPublicKey({ key: Buffer.from(body.PublicKey, 'base64'), format: 'der', type: 'spki' });
    const rule = SigningAlgorithm.includes('PSS') ? { key: publicKey, ...pss } : publicKey;
    expect(verify(hash, message, rule, Buffer.from(signed.Signature, 'base64'))).toBe(true);
  });

  test('a signed message is a signature of its digest, and of no other', async () => {
    const { body: signed } = await kms('Sign', { ...key, Message: message.toString('base64') });
    const given = { ...key, MessageType: 'DIGEST', Signature: signed.Signature };
    expect((await kms('Verify', { ...given, Message: digest })).body).toMatchObject({ SignatureValid: true });
    const other = createHash(hash).update('another').digest().toString('base64');
    expect(await kms('Verify', { ...given, Message: other })).toMatchObject({
      status: 400,
      body: { __type: 'KMSInvalidSignatureException' },
    });
    for (const Signature of [
      'YmFk',
      Buffer.alloc(256, 255).toString('base64'),
      Buffer.from([0x30, 6, 2, 1, 0, 2, 1, 0]).toString('base64'),
    ])
      expect(await kms('Verify', { ...given, Message: digest, Signature })).toMatchObject({
        body: { __type: 'KMSInvalidSignatureException' },
      });
  });

  test('a digest of another length is refused', async () => {
    expect(await kms('Sign', { ...key, Message: 'YmFk', MessageType: 'DIGEST' })).toMatchObject({
      status: 400,
      body: { __type: 'ValidationException', message: `Digest is invalid length for algorithm ${SigningAlgorithm}.` },
    });
  });
});

describe('refusals', () => {
  const ids: { [usage: string]: { readonly id: string; readonly arn: string } } = {};
  beforeAll(async () => {
    const specs = { ENCRYPT_DECRYPT: 'SYMMETRIC_DEFAULT', SIGN_VERIFY: 'ECC_NIST_P256', GENERATE_VERIFY_MAC: 'HMAC_256' };
    for (const [KeyUsage, KeySpec] of Object.entries(specs)) {
      const { body } = await kms('CreateKey', { KeySpec, KeyUsage });
      ids[KeyUsage] = { id: body.KeyMetadata.KeyId, arn: body.KeyMetadata.Arn };
    }
  });

  const x = 'eA==';
  const wrongUse: [operation: string, usage: string, input: object][] = [
    ['GenerateMac', 'ENCRYPT_DECRYPT', { Message: x, MacAlgorithm: 'HMAC_SHA_256' }],
    ['Sign', 'GENERATE_VERIFY_MAC', { Message: x, SigningAlgorithm: 'ECDSA_SHA_256' }],
    ['Verify', 'ENCRYPT_DECRYPT', { Message: x, SigningAlgorithm: 'ECDSA_SHA_256', Signature: x }],
    ['Encrypt', 'SIGN_VERIFY', { Plaintext: x }],
  ];
  test.each(wrongUse)('%s by a key of the usage %s', async (operation, usage, input) => {
    const { status, body } = await kms(operation, { KeyId: ids[usage]?.id, ...input });
    const text = `${ids[usage]?.arn} key usage is ${usage} which is not valid for ${operation}.`;
    expect([status, body.__type, body.message]).toEqual([400, 'InvalidKeyUsageException', text]);
  });

  test('Decrypt by a key that is not the ciphertext’s', async () => {
    const { body } = await kms('Encrypt', { KeyId: ids.ENCRYPT_DECRYPT?.id, Plaintext: x });
    expect((await kms('Decrypt', { CiphertextBlob: body.CiphertextBlob, KeyId: ids.GENERATE_VERIFY_MAC?.id })).body).toEqual({
      __type: 'IncorrectKeyException',
      message: 'The key ID in the request does not identify a CMK that can perform this operation.',
    });
  });

  const account = '123456789012';
  const mrk = 'mrk-d3b95762d3b95762d3b95762d3b95762';
  const specs =
    'RSA_2048, ECC_NIST_P384, ECC_NIST_P256, ECC_NIST_P521, HMAC_384, RSA_3072, ECC_SECG_P256K1, RSA_4096, SYMMETRIC_DEFAULT, HMAC_256, HMAC_224, HMAC_512';
  const refused: [operation: string, input: object, code: string, text: string][] = [
    ['DescribeKey', { KeyId: 'fake-key-id' }, 'NotFoundException', "Invalid keyId 'fake-key-id'"],
    ['DescribeKey', { KeyId: '134f2428cec14b25a1ae9048164dba47' }, 'NotFoundException', "Invalid keyId '134f2428cec14b25a1ae9048164dba47'"],
    ['DescribeKey', { KeyId: mrk }, 'NotFoundException', `Key 'arn:aws:kms:us-east-1:${account}:key/${mrk}' does not exist`],
    ['DescribeKey', { KeyId: `arn:aws:kms:ap-southeast-1:${account}:key/${mrk}` }, 'NotFoundException', 'Invalid arn ap-southeast-1'],
    ['GenerateRandom', {}, 'ValidationException', 'NumberOfBytes is required.'],
    [
      'CreateKey',
      { KeySpec: 'HMAC_random', KeyUsage: 'GENERATE_VERIFY_MAC' },
      'ValidationException',
      `1 validation error detected: Value 'HMAC_random' at 'keySpec' failed to satisfy constraint: Member must satisfy enum value set: [${specs}]`,
    ],
    [
      'CreateAlias',
      { AliasName: 'bad', TargetKeyId: mrk },
      'ValidationException',
      'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    ],
  ];
  test.each(refused)('%s %o', async (operation, input, code, text) => {
    const { status, body } = await kms(operation, input);
    expect([status, body.__type, body.message]).toEqual([400, code, text]);
  });
});
