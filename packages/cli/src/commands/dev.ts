import { resolve } from 'node:path';
import { dynamoDbTargets } from '@gatewright/engine';
import { type Command, portOption, textOption, UsageError } from '../command.ts';
import { DevSession } from '../dev/dev-session.ts';
import { readEnvironmentFile } from '../dev/environment-file.ts';
import { findTemplate } from '../dev/find-template.ts';
import { inspectPorts } from '../dev/inspect-ports.ts';
import { dynamoDbTarget, targetOption, throttleTablesOption } from '../dynamodb-options.ts';
import { createJsonLines } from '../output/json-lines.ts';
import { createPretty } from '../output/pretty.ts';
import { parameterOverrides, parameterOverridesOption } from '../parameter-overrides.ts';
import { configEnvironmentOption } from '../samconfig.ts';
import type { Terminal } from '../terminal.ts';
import { upstreamNotice, upstreamOption, upstreamSettings, yesOption } from '../upstream-option.ts';

export const dev: Command = {
  name: 'dev',
  summary: 'Serve the API of a folder on this machine: API Gateway, Lambda and DynamoDB in one process.',
  positionals: '[dir]',
  options: {
    template: { type: 'string', short: 't', value: 'FILE', summary: 'the template, when it is not one of the usual names' },
    port: { type: 'string', short: 'p', value: 'PORT', summary: 'port of the API; 0 takes a free one (3000)' },
    'aws-port': { type: 'string', value: 'PORT', summary: 'port of the AWS endpoint; 0 takes a free one (4566)' },
    stage: { type: 'string', short: 's', value: 'NAME', summary: 'the stage, as ${opt:stage} of serverless.yml reads it' },
    data: { type: 'string', value: 'DIR', summary: 'where the data lives (.gatewright beside the template)' },
    memory: { type: 'boolean', summary: 'keep nothing on disk' },
    'env-file': { type: 'string', value: 'FILE', summary: 'variables for every function and for ${env:NAME}, over the template' },
    'parameter-overrides': parameterOverridesOption,
    'config-env': configEnvironmentOption,
    inspect: {
      type: 'string',
      multiple: true,
      value: 'FUNCTION[=PORT]',
      summary: "open a debugger's port for a function, by its logical id (9229); any number of times",
    },
    'throttle-tables': throttleTablesOption,
    target: targetOption,
    upstream: upstreamOption,
    yes: yesOption,
    'verify-signatures': { type: 'boolean', summary: 'have the AWS endpoint verify who signed each call, as AWS does' },
    'allow-unsupported': { type: 'boolean', summary: 'run although the template uses what gatewright does not honour' },
  },
  async run(input, terminal) {
    if (input.values.memory && input.values.data)
      throw new UsageError('--memory keeps nothing and --data keeps it in a folder: choose one.');
    const ports = { port: portOption(input, 'port'), awsPort: portOption(input, 'aws-port') };
    const parameters = parameterOverrides(input);
    const upstream = upstreamSettings(input, terminal.env);
    const inspect = inspectPorts(input.values.inspect);
    const projectRoot = resolve(terminal.cwd, input.positionals[0] ?? '.');
    const found = await findTemplate(projectRoot, textOption(input, 'template'), terminal.cwd);
    const root = 'root' in found ? found.root : projectRoot;
    const reporter = terminal.interactive ? createPretty(terminal, root) : createJsonLines(terminal, root);
    if ('message' in found) {
      reporter.failure('TEMPLATE_NOT_FOUND', found.message, found.hint);
      return 1;
    }
    const environment = await readEnvironmentFile(textOption(input, 'env-file'), terminal.cwd);
    if ('message' in environment) {
      reporter.failure('ENV_FILE_NOT_READ', environment.message, environment.hint);
      return 1;
    }
    if (found.others.length > 0) reporter.notice(`Serving ${found.file}; for ${found.others.join(' or ')} say --template.`);
    if (upstream) reporter.notice(upstreamNotice(upstream));
    const session = new DevSession({
      projectRoot: found.root,
      templateFile: found.file,
      dataRoot: input.values.memory
        ? undefined
        : resolve(textOption(input, 'data') ? terminal.cwd : found.root, textOption(input, 'data') ?? '.gatewright'),
      ...ports,
      stage: textOption(input, 'stage'),
      environmentFile: environment.variables,
      processEnvironment: terminal.env,
      parameters,
      inspect,
      throttleTables: input.values['throttle-tables'] === true,
      target: dynamoDbTarget(input, dynamoDbTargets),
      upstream,
      verifySignatures: input.values['verify-signatures'] === true,
      configEnvironment: textOption(input, 'config-env'),
      allowUnsupported: input.values['allow-unsupported'] === true,
      reporter,
    });
    return serve(session, reporter, terminal);
  },
};

async function serve(session: DevSession, reporter: ReturnType<typeof createJsonLines>, terminal: Terminal): Promise<number> {
  let interrupt = (): void => {};
  const interrupted = new Promise<void>((done) => {
    interrupt = done;
  });
  const stopListening = terminal.onInterrupt(interrupt);
  const stopKeys = terminal.onKey((key) => {
    if (key === 'q' || key === '\u0003' || key === '\u0004') interrupt();
    else if (key === 'c') terminal.out('\u001b[2J\u001b[3J\u001b[H');
    else if (key === 'r') session.reload();
    else if (key === 'l' && 'togglePlatformLines' in reporter) {
      const shown = (reporter as ReturnType<typeof createPretty>).togglePlatformLines();
      reporter.notice(`Lambda's START, END and REPORT lines are ${shown ? 'shown' : 'hidden'}.`);
    }
  });
  try {
    const started = await Promise.race([session.start(), interrupted.then(() => true)]);
    if (!started) return 1;
    await interrupted;
    return 0;
  } finally {
    stopKeys();
    stopListening();
    await session.stop();
  }
}
