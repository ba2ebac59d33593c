import type { Method, MethodSetting, Resource, Stage } from '../../services/apigateway/rest-api.ts';

/** The stage's settings for a method: the most particular that there are. */
export function methodSettingOf({ methodSettings }: Stage, { path }: Resource, { httpMethod }: Method): MethodSetting | undefined {
  const resource = path.replaceAll('/', '~1');
  return (
    ownMethodSetting(methodSettings, resource, httpMethod) ??
    methodSettings[`${resource}/*`] ??
    methodSettings[`*/${httpMethod}`] ??
    methodSettings['*/*']
  );
}

/** True when the setting is for this very method, and not for all. */
export function isOwnMethodSetting({ methodSettings }: Stage, { path }: Resource, { httpMethod }: Method): boolean {
  return ownMethodSetting(methodSettings, path.replaceAll('/', '~1'), httpMethod) !== undefined;
}

function ownMethodSetting(settings: Stage['methodSettings'], resource: string, httpMethod: string): MethodSetting | undefined {
  return settings[`${resource}/${httpMethod}`];
}
