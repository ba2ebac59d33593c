import { invalidParameter } from './operation-error.ts';

/** What AWS makes functions of, in the order in which it tells them; dotnet10 is newer than the recording. @source recorded on AWS by localstack, 2025-11; "Lambda runtimes", AWS Lambda developer guide */
export const runtimes: readonly string[] = [
  'nodejs20.x',
  'python3.14',
  'provided.al2023',
  'python3.12',
  'python3.13',
  'nodejs24.x',
  'nodejs22.x',
  'java17',
  'nodejs16.x',
  'java25',
  'dotnet8',
  'python3.10',
  'java11',
  'python3.11',
  'dotnet6',
  'java21',
  'nodejs18.x',
  'provided.al2',
  'ruby3.3',
  'ruby3.4',
  'java8.al2',
  'ruby3.2',
  'python3.8',
  'python3.9',
  'dotnet10',
];

/** What a layer may be said to go with, in the order in which AWS tells it. @source recorded on AWS by localstack, 2025-11 (test_layer_exceptions) */
export const layerRuntimeNames: readonly string[] = [
  'ruby3.5',
  'ruby2.6',
  'dotnetcore1.0',
  'python3.7',
  'nodejs8.10',
  'nasa',
  'ruby2.7',
  'python2.7-greengrass',
  'dotnetcore2.0',
  'python3.8',
  'java21',
  'dotnet6',
  'dotnetcore2.1',
  'python3.9',
  'java11',
  'nodejs6.10',
  'provided',
  'dotnetcore3.1',
  'dotnet8',
  'java25',
  'java17',
  'nodejs',
  'nodejs4.3',
  'java8.al2',
  'go1.x',
  'dotnet10',
  'nodejs20.x',
  'go1.9',
  'byol',
  'nodejs10.x',
  'provided.al2023',
  'nodejs22.x',
  'python3.10',
  'java8',
  'nodejs12.x',
  'python3.11',
  'nodejs24.x',
  'nodejs8.x',
  'python3.12',
  'nodejs14.x',
  'nodejs8.9',
  'nodejs26.x',
  'python3.13',
  'python3.14',
  'nodejs16.x',
  'python3.15',
  'provided.al2',
  'nodejs4.3-edge',
  'nodejs18.x',
  'ruby3.2',
  'python3.4',
  'ruby3.3',
  'ruby3.4',
  'ruby2.5',
  'python3.6',
  'python2.7',
];

/** Those that AWS takes no more, and what it recommends. @source recorded on AWS by localstack, 2024-06-13 */
const retired: { readonly [runtime: string]: string } = {
  'dotnetcore2.1': 'dotnet6',
  'dotnetcore3.1': 'dotnet6',
  'go1.x': 'provided.al2023',
  java8: 'java21',
  'nodejs10.x': 'nodejs18.x',
  'nodejs12.x': 'nodejs18.x',
  'nodejs14.x': 'nodejs20.x',
  provided: 'provided.al2023',
  'python2.7': 'python3.12',
  'python3.6': 'python3.12',
  'python3.7': 'python3.12',
  'ruby2.5': 'ruby3.2',
  'ruby2.7': 'ruby3.2',
};

/** @throws ServiceError InvalidParameterValueException */
export function checkRuntime(runtime: string): void {
  if (runtimes.includes(runtime)) return;
  const recommended = Object.hasOwn(retired, runtime) ? retired[runtime] : undefined;
  throw invalidParameter(
    recommended === undefined
      ? `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${runtimes.join(', ')}] or be a valid ARN`
      : `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use the new runtime (${recommended}) while creating or updating functions.`,
  );
}

/** Runtimes whose initialized environments AWS can keep. @source "Improving startup performance with Lambda SnapStart", AWS Lambda developer guide */
export function checkSnapStart(runtime: string): void {
  if (/^java(?!8)|^python3\.1[2-9]|^dotnet(?:8|10)/.test(runtime)) return;
  throw invalidParameter(`${runtime} is not supported for SnapStart enabled functions.`);
}
