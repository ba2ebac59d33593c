import type { Service, ServiceFunction } from '../service.ts';

/** Where packages would be in S3. osls puts the time of the run behind the stage; an unchanged file stays unchanged here. */
export function packageFolder({ name, stage, provider }: Service): string {
  return `${provider.text('deploymentPrefix') ?? 'serverless'}/${name}/${stage}`;
}

/** The package of a function: one for all, or its own. */
export function packageKey(service: Service, { key, section }: ServiceFunction): string {
  const file = service.packagedIndividually || section.section('package')?.flag('individually') ? key : service.name;
  return `${packageFolder(service)}/${file}.zip`;
}
