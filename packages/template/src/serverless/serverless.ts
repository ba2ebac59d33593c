import type { FrontEnd } from '../template.ts';

/** serverless.yml. What compiles it is loaded for a project that has one. */
export const serverless: FrontEnd = {
  name: 'serverless',
  accepts: (file, root) => isServerlessFile(file) || ('service' in root && 'provider' in root),
  compile: async (...given) => (await import('./compile-serverless.ts')).compileServerless(...given),
};

function isServerlessFile(file: string): boolean {
  return /(?:^|[\\/])serverless\.(?:ya?ml|json)$/.test(file);
}

/** True for a configuration that is a module. */
export function isServerlessCode(file: string): boolean {
  return /(?:^|[\\/])serverless\.[cm]?[jt]s$/.test(file);
}
