const pattern = /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:layer:AWS-Parameters-and-Secrets-Lambda-Extension(?:-Arm64)?:\d+$/;

/**
 * Whether a layer is AWS's Parameters and Secrets Lambda Extension, which gatewright has built in: AWS publishes it from another account in each
 * Region, under one name.
 * @source "Using Parameter Store parameters in AWS Lambda functions", AWS Systems Manager user guide: the list of ARNs
 */
export function isParametersSecretsLayer(layerVersionArn: string): boolean {
  return pattern.test(layerVersionArn);
}
