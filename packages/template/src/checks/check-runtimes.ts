import type { Report } from '../diagnostic.ts';
import { placeOfMember } from '../places.ts';
import type { Template } from '../template.ts';

/**
 * When AWS deprecated each runtime: no more fixes from that day on, and soon after no function can be created with it.
 * @source "Lambda runtimes", AWS Lambda developer guide
 */
const deprecatedOn: { readonly [runtime: string]: string } = {
  'dotnet5.0': '2022-05-10',
  dotnet6: '2024-12-20',
  dotnet7: '2024-05-14',
  'dotnetcore1.0': '2019-06-27',
  'dotnetcore2.0': '2019-05-30',
  'dotnetcore2.1': '2022-01-05',
  'dotnetcore3.1': '2023-04-03',
  'go1.x': '2024-01-08',
  java8: '2024-01-08',
  nodejs: '2016-10-31',
  'nodejs10.x': '2021-07-30',
  'nodejs12.x': '2023-03-31',
  'nodejs14.x': '2023-12-04',
  'nodejs16.x': '2024-06-12',
  'nodejs18.x': '2025-09-01',
  'nodejs20.x': '2026-04-30',
  'nodejs4.3': '2020-03-05',
  'nodejs4.3-edge': '2020-03-05',
  'nodejs6.10': '2019-08-12',
  'nodejs8.10': '2020-03-06',
  provided: '2024-01-08',
  'python2.7': '2021-07-15',
  'python3.6': '2022-07-18',
  'python3.7': '2023-12-04',
  'python3.8': '2024-10-14',
  'python3.9': '2025-12-15',
  'ruby2.5': '2021-07-30',
  'ruby2.7': '2023-12-07',
  'ruby3.2': '2026-03-31',
};

/** The runtime to write instead, by the letters the name begins with. */
const successors: { readonly [family: string]: string } = {
  dotnet: 'dotnet10',
  dotnetcore: 'dotnet10',
  go: 'provided.al2023',
  java: 'java25',
  nodejs: 'nodejs24.x',
  provided: 'provided.al2023',
  python: 'python3.14',
  ruby: 'ruby3.4',
};

/** Warns of runtimes that AWS no longer keeps: the function runs here, and will not deploy there. */
export function checkRuntimes(template: Template, report: Report): void {
  // A runtime in Globals or provider stands in every function: one line, one warning.
  const warned = new Set<string>();
  for (const [logicalId, { Type: type, Properties: properties = {} }] of Object.entries(template.Resources)) {
    if (type !== 'AWS::Lambda::Function' || typeof properties.Runtime !== 'string') continue;
    const runtime = properties.Runtime;
    const since = Object.hasOwn(deprecatedOn, runtime) ? deprecatedOn[runtime] : undefined;
    if (since === undefined) continue;
    const at = placeOfMember(properties, 'Runtime');
    const line = at ? `${at.file}:${at.line}` : logicalId;
    if (warned.has(line)) continue;
    warned.add(line);
    const message = `"${logicalId}" uses ${runtime}, which AWS deprecated on ${since}: it runs here, but AWS refuses to create functions with it.`;
    const successor = successors[/^[a-z]+/.exec(runtime)?.[0] ?? ''];
    report({ code: 'DEAD_RUNTIME', severity: 'warning', message, at, hint: successor && `Write ${successor}.` });
  }
}
