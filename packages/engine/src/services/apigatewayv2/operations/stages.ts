import { booleanAt, isMapping, type Mapping, mappingAt, textAt, textMapAt } from '../../read-value.ts';
import { stageDocument } from '../documents.ts';
import type { RouteSettings, Stage } from '../http-api.ts';
import { apiOf, membersOf, type Operation, pageOf, stageOf } from '../operation.ts';
import { readAccessLogSettings, readRouteSettings } from '../read-members.ts';
import { badRequest, conflict, notFound } from '../refusals.ts';

const path = '/v2/apis/{apiId}/stages/{stageName}';

const listed: Operation = {
  name: 'GetStages',
  method: 'GET',
  path: '/v2/apis/{apiId}/stages',
  status: 200,
  run(plane, input) {
    const { apiId } = apiOf(plane, input);
    return pageOf(
      plane.apigatewayv2
        .stages()
        .filter((it) => it.apiId === apiId)
        .map(stageDocument),
      input,
    );
  },
};

const got: Operation = { name: 'GetStage', method: 'GET', path, status: 200, run: (plane, input) => stageDocument(stageOf(plane, input)) };

const created: Operation = {
  name: 'CreateStage',
  method: 'POST',
  path: '/v2/apis/{apiId}/stages',
  status: 201,
  run(plane, input) {
    const { apiId } = apiOf(plane, input);
    const members = membersOf(input);
    const stageName = textAt(members, 'stageName');
    if (stageName === undefined) throw badRequest('StageName is a required parameter');
    if (plane.apigatewayv2.stages().some((it) => it.apiId === apiId && it.stageName === stageName)) throw conflict('Stage already exists');
    plane.apigatewayv2.putStage({ apiId, stageName, declaredBy: undefined, source: members, ...settingsOf(members, undefined) });
    return stageDocument(stageOf(plane, { ...input, path: { ...input.path, stageName } }));
  },
};

const updated: Operation = {
  name: 'UpdateStage',
  method: 'PATCH',
  path,
  status: 200,
  run(plane, input) {
    const before = stageOf(plane, input);
    plane.apigatewayv2.putStage({ ...before, ...settingsOf(membersOf(input), before) });
    return stageDocument(stageOf(plane, input));
  },
};

const deleted: Operation = {
  name: 'DeleteStage',
  method: 'DELETE',
  path,
  status: 204,
  run(plane, input) {
    const { apiId, stageName } = stageOf(plane, input);
    plane.apigatewayv2.deleteStage(apiId, stageName);
  },
};

const accessLogDeleted: Operation = {
  name: 'DeleteAccessLogSettings',
  method: 'DELETE',
  path: `${path}/accesslogsettings`,
  status: 204,
  run(plane, input) {
    const stage = stageOf(plane, input);
    plane.apigatewayv2.putStage({ ...stage, deploymentId: stage.deployment?.deploymentId, accessLogSettings: undefined });
  },
};

const routeSettingsDeleted: Operation = {
  name: 'DeleteRouteSettings',
  method: 'DELETE',
  path: `${path}/routesettings/{routeKey}`,
  status: 204,
  run(plane, input) {
    const stage = stageOf(plane, input);
    const { [input.path.routeKey ?? '']: gone, ...routeSettings } = stage.routeSettings;
    if (!gone) throw notFound('Route');
    plane.apigatewayv2.putStage({ ...stage, deploymentId: stage.deployment?.deploymentId, routeSettings });
  },
};

/** What the request sets, over what is there. */
function settingsOf(members: Mapping, before: Stage | undefined): SettableStage {
  const written = Object.entries(mappingAt(members, 'routeSettings') ?? {});
  const routeSettings: [string, RouteSettings][] = written.map(([key, value]) => [key, readRouteSettings(isMapping(value) ? value : {})]);
  const defaults = mappingAt(members, 'defaultRouteSettings');
  const variables = { ...before?.stageVariables, ...textMapAt(members, 'stageVariables') };
  return {
    deploymentId: textAt(members, 'deploymentId') ?? before?.deployment?.deploymentId,
    autoDeploy: booleanAt(members, 'autoDeploy') ?? before?.autoDeploy ?? false,
    stageVariables: Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== '')),
    defaultRouteSettings: defaults || !before ? readRouteSettings(defaults) : before.defaultRouteSettings,
    routeSettings: { ...before?.routeSettings, ...Object.fromEntries(routeSettings) },
    accessLogSettings: readAccessLogSettings(mappingAt(members, 'accessLogSettings')) ?? before?.accessLogSettings,
    description: textAt(members, 'description') ?? before?.description,
    tags: { ...before?.tags, ...textMapAt(members, 'tags') },
  };
}

type SettableStage = Pick<
  Stage,
  'autoDeploy' | 'stageVariables' | 'defaultRouteSettings' | 'routeSettings' | 'accessLogSettings' | 'description' | 'tags'
> & { readonly deploymentId: string | undefined };

export const stageOperations: readonly Operation[] = [listed, got, created, updated, deleted, accessLogDeleted, routeSettingsDeleted];
