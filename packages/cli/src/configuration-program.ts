/** What the process runs: it loads the module, follows the address and calls the first function on the way, once. */
export const configurationProgram: string = `
const waiting = new Map();
let last = 0;
const ask = (question) => new Promise((resolve, reject) => {
  last += 1;
  waiting.set(last, { resolve, reject });
  process.send({ id: last, question });
});
// TypeScript is read file by file, so that __dirname stays what it is; names of tsconfig.json's paths are files.
function readTypeScript(root, esbuild) {
  const { transformSync } = require(esbuild);
  const fs = require('node:fs');
  const path = require('node:path');
  const Module = require('node:module');
  const aliases = [];
  const readConfig = (file, depth) => {
    if (depth > 5 || !fs.existsSync(file)) return;
    const text = fs.readFileSync(file, 'utf8').replace(/^\\s*\\/\\/.*$/gm, '').replace(/,(\\s*[}\\]])/g, '$1');
    let config;
    try {
      config = JSON.parse(text);
    } catch {
      return;
    }
    const folder = path.dirname(file);
    const { baseUrl = '.', paths = {} } = config.compilerOptions ?? {};
    for (const [name, targets] of Object.entries(paths)) aliases.push({ name, targets: targets.map((it) => path.resolve(folder, baseUrl, it)) });
    for (const base of [config.extends ?? []].flat()) if (base.startsWith('.')) readConfig(path.resolve(folder, base.endsWith('.json') ? base : base + '.json'), depth + 1);
  };
  readConfig(path.join(root, 'tsconfig.json'), 0);
  const asFile = (file) => ['', '.ts', '.js', '/index.ts', '/index.js'].map((it) => file + it).find((it) => fs.existsSync(it) && fs.statSync(it).isFile());
  const find = (request, folder) => {
    if (request.startsWith('.')) return asFile(path.resolve(folder, request)) ?? asFile(path.resolve(folder, request.replace(/\\.js$/, '.ts')));
    for (const { name, targets } of aliases) {
      const [before, after] = name.split('*');
      if (after === undefined ? request !== name : !(request.startsWith(before) && request.endsWith(after))) continue;
      const middle = after === undefined ? '' : request.slice(before.length, request.length - after.length);
      const found = targets.map((it) => asFile(it.replace('*', middle))).find(Boolean);
      if (found) return found;
    }
  };
  const resolve = Module._resolveFilename;
  Module._resolveFilename = (request, parent, ...rest) => find(request, path.dirname(parent?.filename ?? root)) ?? resolve(request, parent, ...rest);
  const load = (module, file) => {
    const { code } = transformSync(fs.readFileSync(file, 'utf8'), { loader: 'ts', format: 'cjs', target: 'node20', sourcefile: file });
    module._compile(code, file);
  };
  for (const extension of ['.ts', '.mts', '.cts']) Module._extensions[extension] = load;
}
async function run({ root, path, address, options, esbuild }) {
  if (/\\.[cm]?ts$/.test(path)) readTypeScript(root, esbuild);
  let loaded;
  try {
    loaded = require(path);
  } catch (error) {
    if (error.code !== 'ERR_REQUIRE_ESM' && error.code !== 'ERR_REQUIRE_ASYNC_MODULE' && !/Cannot use import statement|Unexpected token 'export'/.test(error.message)) throw error;
    loaded = await import(require('node:url').pathToFileURL(path).href);
  }
  let value = loaded && (loaded.__esModule || Object.prototype.toString.call(loaded) === '[object Module]') && 'default' in loaded ? loaded.default : loaded;
  const context = {
    options,
    resolveVariable: (variable) => ask({ variable: String(variable) }),
    resolveConfigurationProperty: (property) => ask({ property: property.map(String) }),
  };
  let called = false;
  const settle = async () => {
    if (typeof value === 'function' && !called) {
      called = true;
      value = value(context);
    }
    value = await value;
  };
  await settle();
  for (const member of address) {
    if (value === null || value === undefined || !Object.hasOwn(Object(value), member)) return null;
    value = value[member];
    await settle();
  }
  return value;
}
process.on('message', (message) => {
  if (message.id === undefined) {
    run(message).then(
      (value) => process.send({
        value: value === undefined ? null : JSON.parse(JSON.stringify(value) ?? 'null'),
        files: Object.keys(require.cache).filter((it) => !it.includes('node_modules')),
      }),
      (error) => process.send({ error: String((error && error.stack) || error).split('\\n').filter((it) => it.trim() && !/^\\s+at .*(node:|\\[eval\\])/.test(it)).join('\\n  ') }),
    );
    return;
  }
  const { resolve, reject } = waiting.get(message.id);
  waiting.delete(message.id);
  if ('error' in message) reject(new Error(message.error));
  else resolve(message.value);
});
`;
