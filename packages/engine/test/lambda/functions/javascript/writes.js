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

/** Fills the temporary folder in pieces of a megabyte, and tells how many it took and why it took no more. */
const piece = Buffer.alloc(1024 * 1024);
const fillings = {
  writeFileSync: (file, index) => fs.writeFileSync(`${file}-${index}`, piece),
  appendFile: (file) => fs.promises.appendFile(file, piece),
  writeSync: (file) => {
    const descriptor = fs.openSync(file, 'a');
    try {
      fs.writeSync(descriptor, piece);
    } finally {
      fs.closeSync(descriptor);
    }
  },
};
exports.fill = async ({ by, most }) => {
  const file = path.join(os.tmpdir(), by);
  if (by === 'stream') return filledByStream(file, most);
  for (let index = 0; index < most; index += 1) {
    try {
      await fillings[by](file, index);
    } catch ({ code, message }) {
      return [index, code, message];
    }
  }
  return [most];
};
const filledByStream = (file, most) =>
  new Promise((resolve) => {
    const stream = fs
      .createWriteStream(file)
      .on('error', ({ code, message }) => resolve([stream.bytesWritten / piece.length, code, message]));
    const write = (index) => (index < most ? stream.write(piece, (error) => error ?? write(index + 1)) : resolve([most]));
    write(0);
  });
