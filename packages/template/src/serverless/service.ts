import type { Place } from '../places.ts';
import type { Value } from '../template.ts';
import type { Report, Section } from './section.ts';

/** A serverless.yml whose variables are resolved: what every part of the compiler reads. */
export interface Service {
  readonly name: string;
  readonly stage: string;
  readonly region: string;
  readonly stackName: string;
  readonly provider: Section;
  /** `provider.apiGateway`; empty when it is not written. */
  readonly apiGateway: Section;
  /** Media types that a plugin sets at the REST API. */
  readonly binaryTypes: readonly Value[] | undefined;
  /** `provider.httpApi`; empty when it is not written. */
  readonly httpApi: Section;
  /** Layers of this service. */
  readonly layers: Section | undefined;
  readonly functions: readonly ServiceFunction[];
  /** `package.individually`: a package for each function instead of one for all. */
  readonly packagedIndividually: boolean;
  readonly report: Report;
}

export interface ServiceFunction {
  /** Its key under `functions`. */
  readonly key: string;
  /** Its name in Lambda. */
  readonly functionName: string;
  readonly logicalId: string;
  /** The alias that callers invoke: there is one with provisioned concurrency or snapStart only. */
  readonly alias: { readonly name: string; readonly logicalId: string } | undefined;
  readonly section: Section;
  /** The line of its key. */
  readonly place: Place | undefined;
}
