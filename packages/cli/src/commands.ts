import type { Command } from './command.ts';

/** A command's name and summary, and its code, loaded only when it is asked for. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  load(): Promise<Command>;
}

/** Every command, in the order in which `gatewright --help` lists them. */
export const commands: readonly CommandEntry[] = [
  { name: 'dev', summary: 'Serve the API of a folder on this machine', load: async () => (await import('./commands/dev.ts')).dev },
  {
    name: 'build',
    summary: 'Make the packages of the functions, as Lambda is given them',
    load: async () => (await import('./commands/build.ts')).build,
  },
  {
    name: 'check',
    summary: 'Say what is wrong with a template, and what of it is not run here',
    load: async () => (await import('./commands/check.ts')).check,
  },
  {
    name: 'compile',
    summary: 'Print the CloudFormation template that the sources compile to',
    load: async () => (await import('./commands/compile.ts')).compile,
  },
  {
    name: 'doctor',
    summary: 'Look for faults in the code and template of a folder',
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
  {
    name: 'dynamodb',
    summary: 'Serve DynamoDB alone, in the place of DynamoDB Local',
    load: async () => (await import('./commands/dynamodb.ts')).dynamodb,
  },
  {
    name: 'event',
    summary: 'Write a sample event of an event source',
    load: async () => (await import('./commands/event.ts')).event,
  },
  {
    name: 'invoke',
    summary: 'Invoke a function of a running gatewright dev',
    load: async () => (await import('./commands/invoke.ts')).invoke,
  },
  {
    name: 'logs',
    summary: 'Show what the functions of a running gatewright dev have logged',
    load: async () => (await import('./commands/logs.ts')).logs,
  },
  {
    name: 'params',
    summary: "Keep the parameters of this machine's Parameter Store",
    load: async () => (await import('./commands/params.ts')).params,
  },
  {
    name: 'secrets',
    summary: "Keep the secrets of this machine's Secrets Manager",
    load: async () => (await import('./commands/secrets.ts')).secrets,
  },
  {
    name: 'alarms',
    summary: 'Show alarms and their history',
    load: async () => (await import('./commands/alarms.ts')).alarms,
  },
  {
    name: 'metrics',
    summary: 'Draw the requests, errors, latencies and costs of a running gatewright dev',
    load: async () => (await import('./commands/metrics.ts')).metrics,
  },
  {
    name: 'tables',
    summary: 'Look into DynamoDB tables; export and import their items',
    load: async () => (await import('./commands/tables.ts')).tables,
  },
  {
    name: 'token',
    summary: 'Sign a token that the authorizers of gatewright dev accept',
    load: async () => (await import('./commands/token.ts')).token,
  },
];
