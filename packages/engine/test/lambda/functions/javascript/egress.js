const host = 'dynamodb.us-east-1.amazonaws.com';
const failed = (emitter) => new Promise((resolve) => emitter.once('error', (error) => resolve(error.message)));
const ways = {
  http: () => failed(require('node:http').get(`http://${host}/`)),
  https: () => failed(require('node:https').get({ host, path: '/' })),
  fetch: () => fetch(`https://${host}/`).catch((error) => error.cause.message),
  net: () => failed(require('node:net').connect(443, host)),
  tls: () => failed(require('node:tls').connect({ host, port: 443 })),
  dns: () =>
    require('node:dns')
      .promises.lookup(host)
      .catch((error) => error.message),
  metadata: () => failed(require('node:http').get('http://169.254.169.254/latest/meta-data/')),
  sdk: async () => {
    const { DynamoDBClient, ListTablesCommand } = require('@aws-sdk/client-dynamodb');
    return new DynamoDBClient({ endpoint: `https://${host}` }).send(new ListTablesCommand({})).catch((error) => error.message);
  },
};
exports.handler = async ({ by }) => ways[by]();
exports.local = async ({ url }) => (await fetch(url)).text();
exports.credentials = async () => {
  console.log(process.env.AWS_ACCESS_KEY_ID);
  await new Promise((resolve) => setTimeout(resolve, 300));
};
exports.temporary = async ({ text }) => {
  const { readdirSync, writeFileSync } = require('node:fs');
  const { join } = require('node:path');
  const { tmpdir } = require('node:os');
  writeFileSync(join(tmpdir(), text), text);
  return readdirSync(tmpdir());
};
exports.pid = async () => process.pid;
exports.idle = async () => console.log(`PID ${process.pid}`);
exports.spins = async () => {
  console.log(`PID ${process.pid}`);
  for (;;);
};
exports.preloaded = async () => globalThis.preloaded;
exports.garbage = async ({ descriptor }) => {
  require('node:fs').writeSync(descriptor, 'no frame at all, whoever reads it');
  return 1;
};
exports.leavesChild = async () => {
  const { spawn } = require('node:child_process');
  console.log(`PID ${spawn('sleep', ['20'], { stdio: 'inherit' }).pid}`);
  process.exit(1);
};

exports.startsProcess = async ({ hang }) => {
  const { spawn } = require('node:child_process');
  const { pid } = spawn('sleep', ['1000'], { stdio: 'ignore' });
  if (hang) await new Promise((resolve) => setTimeout(resolve, 60_000));
  return { pid };
};

exports.initialisation = async () => process.env.AWS_LAMBDA_INITIALIZATION_TYPE;

/** More processes than AWS allows, slowly enough to be noticed. */
exports.startsMany = async ({ count }) => {
  const { spawn } = require('node:child_process');
  for (let index = 0; index < count; index += 1) {
    spawn('sleep', ['60'], { stdio: 'ignore' }).on('error', () => {});
    if (index % 50 === 49) await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await new Promise((resolve) => setTimeout(resolve, 20_000));
  return 'never noticed';
};
