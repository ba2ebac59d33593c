// Buckets and the documents that are put at them. Listings are in listing.test.ts; who may do what is in access.test.ts.
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketCorsCommand,
  DeleteBucketEncryptionCommand,
  DeleteBucketOwnershipControlsCommand,
  DeleteBucketPolicyCommand,
  DeleteBucketTaggingCommand,
  DeleteObjectTaggingCommand,
  DeletePublicAccessBlockCommand,
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetBucketWebsiteCommand,
  GetObjectTaggingCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  type NotificationConfiguration,
  PutBucketCorsCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketWebsiteCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type ServerSideEncryptionRule,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf, type S3Endpoint, startS3 } from './endpoint.ts';

let endpoint: S3Endpoint;
let Bucket: string;
beforeAll(async () => {
  endpoint = await startS3();
  Bucket = await endpoint.bucket();
});
afterAll(() => endpoint.stop());

const malformed = {
  code: 'MalformedXML',
  message: 'The XML you provided was not well-formed or did not validate against our published schema',
};

describe('a bucket', () => {
  test('has a name that S3 takes', async () => {
    for (const name of ['Upper', 'a', 'a..b', '192.168.1.1', 'xn--a', 'under_score', 'x-s3alias'])
      expect(await refusalOf(endpoint.s3.send(new CreateBucketCommand({ Bucket: name })), 'BucketName')).toEqual({
        code: 'InvalidBucketName',
        message: 'The specified bucket is not valid.',
        BucketName: name,
      });
  });

  test('is told of, and goes when it is empty', async () => {
    const name = await endpoint.bucket();
    expect(await endpoint.s3.send(new HeadBucketCommand({ Bucket: name }))).toMatchObject({ BucketRegion: 'us-east-1' });
    await endpoint.s3.send(new PutObjectCommand({ Bucket: name, Key: 'x', Body: 'x' }));
    // localstack test_s3_api, test_delete_bucket_with_objects
    expect(await refusalOf(endpoint.s3.send(new DeleteBucketCommand({ Bucket: name })), 'BucketName')).toEqual({
      code: 'BucketNotEmpty',
      message: 'The bucket you tried to delete is not empty',
      BucketName: name,
    });
    const none = { code: 'NoSuchBucket', message: 'The specified bucket does not exist', BucketName: 'there-is-no-such-bucket' };
    expect(await refusalOf(endpoint.s3.send(new DeleteBucketCommand({ Bucket: none.BucketName })), 'BucketName')).toEqual(none);
  });

  // localstack test_s3_api, TestS3BucketOwnershipControls
  test('takes an ownership when it is made', async () => {
    const ObjectOwnership = 'BucketOwnerPreferred';
    const name = await endpoint.bucket({ ObjectOwnership });
    const { OwnershipControls } = await endpoint.s3.send(new GetBucketOwnershipControlsCommand({ Bucket: name }));
    expect(OwnershipControls).toEqual({ Rules: [{ ObjectOwnership }] });
    const random = new CreateBucketCommand({ Bucket: endpoint.freshName(), ObjectOwnership: 'RandomValue' as typeof ObjectOwnership });
    expect(await refusalOf(endpoint.s3.send(random), 'ArgumentName')).toEqual({
      code: 'InvalidArgument',
      message: 'Invalid x-amz-object-ownership header: RandomValue',
      ArgumentName: 'x-amz-object-ownership',
    });
  });

  test('says by name what it does not have', async () => {
    const WebsiteConfiguration = { IndexDocument: { Suffix: 'index.html' } };
    expect(await refusalOf(endpoint.s3.send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration })))).toMatchObject({
      code: 'NotImplemented',
    });
    expect((await endpoint.s3.send(new GetBucketLoggingCommand({ Bucket }))).LoggingEnabled).toBeUndefined();
    expect(await refusalOf(endpoint.s3.send(new GetBucketWebsiteCommand({ Bucket })))).toMatchObject({
      code: 'NoSuchWebsiteConfiguration',
    });
  });
});

describe('a document that is not there', () => {
  // localstack test_s3_api and test_s3_cors
  test.each<{ code: string; message: string; send: () => Promise<unknown>; remove?: () => Promise<unknown> }>([
    {
      code: 'NoSuchCORSConfiguration',
      message: 'The CORS configuration does not exist',
      send: () => endpoint.s3.send(new GetBucketCorsCommand({ Bucket })),
      remove: () => endpoint.s3.send(new DeleteBucketCorsCommand({ Bucket })),
    },
    {
      code: 'NoSuchTagSet',
      message: 'The TagSet does not exist',
      send: () => endpoint.s3.send(new GetBucketTaggingCommand({ Bucket })),
      remove: () => endpoint.s3.send(new DeleteBucketTaggingCommand({ Bucket })),
    },
    {
      code: 'NoSuchBucketPolicy',
      message: 'The bucket policy does not exist',
      send: () => endpoint.s3.send(new GetBucketPolicyCommand({ Bucket })),
      remove: () => endpoint.s3.send(new DeleteBucketPolicyCommand({ Bucket })),
    },
    {
      code: 'NoSuchLifecycleConfiguration',
      message: 'The lifecycle configuration does not exist',
      send: () => endpoint.s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket })),
    },
    {
      code: 'OwnershipControlsNotFoundError',
      message: 'The bucket ownership controls were not found',
      send: () => endpoint.s3.send(new GetBucketOwnershipControlsCommand({ Bucket })),
      remove: () => endpoint.s3.send(new DeleteBucketOwnershipControlsCommand({ Bucket })),
    },
    {
      code: 'NoSuchPublicAccessBlockConfiguration',
      message: 'The public access block configuration was not found',
      send: () => endpoint.s3.send(new GetPublicAccessBlockCommand({ Bucket })),
      remove: () => endpoint.s3.send(new DeletePublicAccessBlockCommand({ Bucket })),
    },
  ])('$code', async ({ code, message, send, remove }) => {
    await remove?.();
    await remove?.();
    expect(await refusalOf(send(), 'BucketName')).toEqual({ code, message, BucketName: Bucket });
  });
});

describe('a document', () => {
  test('of encryption is AES256 until another is put', async () => {
    const get = async (): Promise<unknown> =>
      (await endpoint.s3.send(new GetBucketEncryptionCommand({ Bucket }))).ServerSideEncryptionConfiguration?.Rules;
    const put = (Rules: ServerSideEncryptionRule[]) =>
      endpoint.s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
    const byDefault = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const }, BucketKeyEnabled: false }];
    expect(await get()).toEqual(byDefault);
    const kms = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const }, BucketKeyEnabled: true };
    await put([kms]);
    expect(await get()).toEqual([kms]);
    const object = await endpoint.s3.send(new PutObjectCommand({ Bucket, Key: 'kms', Body: 'x' }));
    expect(object).toMatchObject({
      ServerSideEncryption: 'aws:kms',
      BucketKeyEnabled: true,
      SSEKMSKeyId: expect.stringMatching(/^arn:aws:kms:/),
    });
    expect(await refusalOf(put([]))).toEqual(malformed);
    expect(await refusalOf(put([kms, kms]))).toEqual(malformed);
    const both = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const, KMSMasterKeyID: 'x' } };
    expect(await refusalOf(put([both]), 'ArgumentName')).toEqual({
      code: 'InvalidArgument',
      message: 'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
      ArgumentName: 'ApplyServerSideEncryptionByDefault',
    });
    await endpoint.s3.send(new DeleteBucketEncryptionCommand({ Bucket }));
    expect(await get()).toEqual(byDefault);
  });

  test('of CORS comes back, and is checked', async () => {
    const put = (CORSRules: object[]) =>
      endpoint.s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: CORSRules as [] } }));
    const rule = { AllowedOrigins: ['https://a', ''], AllowedMethods: ['GET', 'HEAD'], AllowedHeaders: ['x-A'], MaxAgeSeconds: 3 };
    await put([rule]);
    expect((await endpoint.s3.send(new GetBucketCorsCommand({ Bucket }))).CORSRules).toEqual([rule]);
    expect(await refusalOf(put([]))).toEqual(malformed);
    expect(await refusalOf(put([{ AllowedOrigins: ['*'], AllowedMethods: ['MYMETHOD'] }]))).toEqual({
      code: 'InvalidRequest',
      message: 'Found unsupported HTTP method in CORS config. Unsupported method is MYMETHOD',
    });
    expect(await refusalOf(put([{ AllowedOrigins: ['*'], AllowedMethods: ['GET'], ExposeHeaders: ['*'] }]))).toEqual({
      code: 'InvalidRequest',
      message: 'ExposeHeader "*" contains wildcard. We currently do not support wildcard for ExposeHeader.',
    });
  });

  test('of ownership has one rule', async () => {
    for (const Rules of [
      [],
      [{ ObjectOwnership: 'Other' as 'ObjectWriter' }],
      [{ ObjectOwnership: 'ObjectWriter' as const }, { ObjectOwnership: 'ObjectWriter' as const }],
    ])
      expect(await refusalOf(endpoint.s3.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: { Rules } })))).toEqual(
        malformed,
      );
  });

  // localstack test_s3_api, test_bucket_policy_exc
  test.each([
    ['', "Policies must be valid JSON and the first byte must be '{'"],
    ['random', "Policies must be valid JSON and the first byte must be '{'"],
    ['{}', 'Missing required field Statement'],
  ])('of policy: %j', async (Policy, message) => {
    expect(await refusalOf(endpoint.s3.send(new PutBucketPolicyCommand({ Bucket, Policy })))).toEqual({ code: 'MalformedPolicy', message });
  });

  test('of lifecycle comes back', async () => {
    const Rules = [{ ID: 'old', Status: 'Enabled' as const, Filter: { Prefix: 'tmp/' }, Expiration: { Days: 7 } }];
    await endpoint.s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
    expect((await endpoint.s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).Rules).toEqual(Rules);
  });
});

describe('tags', () => {
  // localstack test_s3_api, test_tagging_validation
  const rows = [
    {
      TagSet: [
        ['Key1', 'a'],
        ['Key1', 'b'],
      ],
      message: 'Cannot provide multiple Tags with the same key',
      TagKey: 'Key1',
    },
    { TagSet: [['Key1,Key2', 'a']], message: 'The TagKey you have provided is invalid', TagKey: 'Key1,Key2' },
    { TagSet: [['Key1', 'Val1,Val2']], message: 'The TagValue you have provided is invalid', TagKey: 'Key1', TagValue: 'Val1,Val2' },
    {
      TagSet: [['aws:prefixed', 'a']],
      bucket: 'System tags cannot be added/updated by requester',
      message: 'Your TagKey cannot be prefixed with aws:',
      TagKey: 'aws:prefixed',
    },
  ];
  test.each(rows)('$message', async ({ TagSet, bucket, message, ...members }) => {
    await endpoint.s3.send(new PutObjectCommand({ Bucket, Key: 'tagged', Body: 'x' }));
    const Tagging = { TagSet: TagSet.map(([Key, Value]) => ({ Key, Value })) };
    const told = Object.keys(members);
    const ofBucket = refusalOf(endpoint.s3.send(new PutBucketTaggingCommand({ Bucket, Tagging })), ...told);
    expect(await ofBucket).toEqual({ code: 'InvalidTag', message: bucket ?? message, ...members });
    const ofObject = refusalOf(endpoint.s3.send(new PutObjectTaggingCommand({ Bucket, Key: 'tagged', Tagging })), ...told);
    expect(await ofObject).toEqual({ code: 'InvalidTag', message, ...members });
  });

  // localstack test_s3_api, test_object_tagging_crud and test_object_tagging_exc
  test('of an object are put, counted and removed', async () => {
    const Key = 'tags';
    const get = async (): Promise<unknown> => (await endpoint.s3.send(new GetObjectTaggingCommand({ Bucket, Key }))).TagSet;
    await endpoint.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x', Tagging: 'a=1&b' }));
    expect(await get()).toEqual([
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '' },
    ]);
    await endpoint.s3.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet: [{ Key: 'c', Value: '3' }] } }));
    expect(await get()).toEqual([{ Key: 'c', Value: '3' }]);
    await endpoint.s3.send(new DeleteObjectTaggingCommand({ Bucket, Key }));
    expect(await get()).toEqual([]);
    const none = { code: 'NoSuchKey', message: 'The specified key does not exist.' };
    expect(await refusalOf(endpoint.s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'none' })), 'Key')).toEqual({
      ...none,
      Key: `${Bucket}/none`,
    });
    expect(await refusalOf(endpoint.s3.send(new DeleteObjectTaggingCommand({ Bucket, Key: 'none' })), 'Key')).toEqual({
      ...none,
      Key: 'none',
    });
    for (const Tagging of ['key1=val1&key1=val2', 'key1=val1,key2=val2'])
      expect(await refusalOf(endpoint.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x', Tagging })), 'ArgumentValue')).toEqual({
        code: 'InvalidArgument',
        message: "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
        ArgumentValue: Tagging,
      });
  });
});

describe('notifications', () => {
  const put = (configuration: NotificationConfiguration, SkipDestinationValidation = false) =>
    endpoint.s3.send(
      new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: configuration, SkipDestinationValidation }),
    );
  const LambdaFunctionArn = 'arn:aws:lambda:us-east-1:123456789012:function:my-lambda';
  const Events = ['s3:ObjectCreated:*' as const];

  // localstack test_s3_notifications_lambda, test_invalid_lambda_arn
  test('go to targets that are there', async () => {
    const invalid = { LambdaFunctionConfigurations: [{ LambdaFunctionArn: 'invalid-queue', Events }] };
    for (const skip of [false, true])
      expect(await refusalOf(put(invalid, skip), 'ArgumentName', 'ArgumentValue')).toEqual({
        code: 'InvalidArgument',
        message: 'The ARN could not be parsed',
        ArgumentName: 'CloudFunction',
        ArgumentValue: 'invalid-queue',
      });
    const configuration = { Id: 'id123', LambdaFunctionArn, Events };
    expect(await refusalOf(put({ LambdaFunctionConfigurations: [configuration] }), 'ArgumentName1', 'ArgumentValue1')).toEqual({
      code: 'InvalidArgument',
      message: 'Unable to validate the following destination configurations',
      ArgumentName1: `${LambdaFunctionArn}, null`,
      ArgumentValue1: `Not authorized to invoke function [${LambdaFunctionArn}]`,
    });
    await put({ LambdaFunctionConfigurations: [configuration] }, true);
    const kept = await endpoint.s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
    expect(kept.LambdaFunctionConfigurations).toEqual([configuration]);
    await put({});
    expect(
      (await endpoint.s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }))).LambdaFunctionConfigurations,
    ).toBeUndefined();
  });

  // localstack test_s3_notifications_sqs, test_bucket_notification_with_invalid_filter_rules
  test('have filters by prefix and suffix, which do not overlap', async () => {
    const rule = (Name: string, Value: string): NotificationConfiguration['LambdaFunctionConfigurations'] => [
      { LambdaFunctionArn, Events, Filter: { Key: { FilterRules: [{ Name: Name as 'prefix', Value }] } } },
    ];
    expect(await refusalOf(put({ LambdaFunctionConfigurations: rule('INVALID', 'x') }), 'ArgumentName', 'ArgumentValue')).toEqual({
      code: 'InvalidArgument',
      message: 'filter rule name must be either prefix or suffix',
      ArgumentName: 'FilterRule.Name',
      ArgumentValue: 'INVALID',
    });
    await put({ LambdaFunctionConfigurations: [...(rule('PREFIX', 'a/') ?? []), ...(rule('prefix', 'b/') ?? [])] }, true);
    const { LambdaFunctionConfigurations = [] } = await endpoint.s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
    expect(LambdaFunctionConfigurations[0]?.Filter?.Key?.FilterRules).toEqual([{ Name: 'Prefix', Value: 'a/' }]);
    const overlapping = { LambdaFunctionConfigurations: [...(rule('prefix', 'a') ?? []), ...(rule('suffix', '.b') ?? [])] };
    expect(await refusalOf(put(overlapping, true))).toMatchObject({
      code: 'InvalidArgument',
      message: expect.stringMatching(/^Configuration is ambiguously defined/),
    });
    await put({});
  });
});
