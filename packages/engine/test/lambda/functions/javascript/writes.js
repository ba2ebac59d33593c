const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const attempts = {
  writeFileSync: (file) => fs.writeFileSync(file, 'x'),
  writeFile: (file) => fs.promises.writeFile(file, 'x'),
  callback: (file) => new Promise((resolve, reject) => fs.appendFile(file, 'x', (error) => (error ? reject(error) : resolve()))),
  stream: (file) => new Promise((resolve, reject) => fs.createWriteStream(file).on('error', reject).on('open', resolve)),
  open: (file) => fs.openSync(file, 'a'),
  mkdir: (file) => fs.mkdirSync(file, { recursive: true }),
  unlink: () => fs.unlinkSync(__filename),
  rename: (file) => fs.renameSync(__filename, file),
  reading: () => fs.closeSync(fs.openSync(__filename, 'r')),
  existing: () => fs.mkdirSync(__dirname, { recursive: true }),
  missing: (file) => fs.rmSync(file, { force: true }),
};
exports.handler = async ({ by, temporary }) => {
  try {
    const result = await attempts[by](path.join(temporary ? os.tmpdir() : process.env.LAMBDA_TASK_ROOT, 'written'));
    return result === undefined ? 'done' : 'opened';
  } catch ({ code, message }) {
    return `${code} ${message}`;
  }
};
