import type { Method, MethodSetting, Resource, Stage } from '../../services/apigateway/rest-api.ts';
/** The stage's settings for a method: the most particular that there are. */
export declare function methodSettingOf({ methodSettings }: Stage, { path }: Resource, { httpMethod }: Method): MethodSetting | undefined;
/** True when the setting is for this very method, and not for all. */
export declare function isOwnMethodSetting({ methodSettings }: Stage, { path }: Resource, { httpMethod }: Method): boolean;
