import { invalidParameter } from './operation-error.ts';

/** What AWS makes functions of. @source "Lambda runtimes", AWS Lambda developer guide */
export const runtimes: readonly string[] = [
  'nodejs24.x',
  'nodejs22.x',
  'nodejs20.x',
  'nodejs18.x',
  'nodejs16.x',
  'python3.14',
  'python3.13',
  'python3.12',
  'python3.11',
  'python3.10',
  'python3.9',
  'python3.8',
  'java25',
  'java21',
  'java17',
  'java11',
  'java8.al2',
  'dotnet10',
  'dotnet8',
  'dotnet6',
  'ruby3.4',
  'ruby3.3',
  'ruby3.2',
  'provided.al2023',
  'provided.al2',
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
