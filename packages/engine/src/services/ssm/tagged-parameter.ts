import { ServiceError } from '../../protocol/service-error.ts';
import { type Parameter, readReference } from './parameter.ts';
import type { ParameterStore } from './parameter-store.ts';

/** @throws ServiceError InvalidResourceType, InvalidResourceId */
export function taggedParameter(on: ParameterStore, type: string, id: string): Parameter {
  if (type !== 'Parameter') {
    const message = `gatewright has tags of parameters only, not of resources of the type ${type}.`;
    throw new ServiceError('InvalidResourceType', message);
  }
  const parameter = on.parameters.get(readReference(id).name);
  if (!parameter) throw new ServiceError('InvalidResourceId', '');
  return parameter;
}
