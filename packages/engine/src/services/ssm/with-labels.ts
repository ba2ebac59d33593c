import type { Parameter, ParameterVersion } from './parameter.ts';

/** The parameter with other labels at its versions. */
export function withLabels(parameter: Parameter, labelsOf: (version: ParameterVersion) => readonly string[]): Parameter {
  const [first, ...more] = parameter.versions;
  const labelled = (version: ParameterVersion): ParameterVersion => ({ ...version, labels: labelsOf(version) });
  return { ...parameter, versions: [labelled(first), ...more.map(labelled)] };
}
