import { ServiceError } from '../protocol/service-error.ts';
import { evaluatePolicy } from './apigateway/policy/evaluate-policy.ts';
import { parseResourcePolicy } from './apigateway/policy/parse-policy.ts';
import { PolicyError } from './apigateway/policy/policy-error.ts';
import type { ReadObject } from './lambda/function-code-source.ts';
import { parseFunctionName } from './lambda/function-name.ts';
import type { LambdaService } from './lambda/lambda.ts';
import { mayInvoke } from './lambda/resource-policy.ts';
import type { S3Parts, S3Service } from './s3/s3.ts';

/** What S3 asks of others: whether a function lets it in, and what the policy of a bucket says. */
export function createS3Neighbours(lambda: () => LambdaService): Pick<S3Parts, 'mayInvoke' | 'policies'> {
  return {
    mayInvoke(functionArn, caller) {
      const { functionName, qualifier } = parseFunctionName(functionArn);
      const policy = lambda()
        .functions.get(functionName)
        ?.policies.get(qualifier ?? '');
      return policy !== undefined && mayInvoke(policy.values(), caller);
    },
    policies: {
      problemOf(document) {
        try {
          parseResourcePolicy(document);
          return undefined;
        } catch (error) {
          if (error instanceof PolicyError) return error.message;
          throw error;
        }
      },
      decide(document, { action, resource, context }) {
        const request = { action, resource, principal: undefined, context: () => context };
        return evaluatePolicy(parseResourcePolicy(document), request).decision;
      },
    },
  };
}

/** What Lambda asks of S3: the package that a function is made from. */
export function createReadObject(s3: () => S3Service): ReadObject {
  return async (bucket, key, version) => {
    const query = version === undefined ? '' : `?versionId=${encodeURIComponent(version)}`;
    try {
      return (await s3().call({ method: 'GET', url: `/${bucket}/${encodeURIComponent(key)}${query}` })).body;
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const message = `Error occurred while GetObject. S3 Error Code: ${error.code}. S3 Error Message: ${error.message}`;
      throw new ServiceError('InvalidParameterValueException', message, 400, { Type: 'User' });
    }
  };
}
