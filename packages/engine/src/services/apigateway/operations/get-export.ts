import { yamlText } from '@gatewright/template';
import { RawAnswer } from '../../../protocol/rest-json.ts';
import { exportOpenApi, versionOf } from '../export-open-api.ts';
import { badRequest, type Operation, restApiOf, stageOf } from '../operation.ts';

/** @source "GetExport", Amazon API Gateway V1 API reference */
export const getExport: Operation = {
  name: 'GetExport',
  method: 'GET',
  path: '/restapis/{restapi_id}/stages/{stage_name}/exports/{export_type}',
  status: 200,
  run(plane, { path, query, headers }) {
    restApiOf(plane, path.restapi_id);
    const stage = stageOf(plane, path);
    const { export_type: type = '' } = path;
    if (type !== 'swagger' && type !== 'oas30') throw badRequest('Unsupported API export type');
    const extensions = (query.get('extensions') ?? '').split(',').filter((it) => it !== '');
    const document = exportOpenApi(stage, { type, extensions, region: plane.world.region });
    const isYaml = String(headers.accept ?? '').includes('yaml');
    const text = isYaml ? yamlText(document) : JSON.stringify(document, null, 2);
    const fileName = `${type}_${versionOf(stage)}.${isYaml ? 'yaml' : 'json'}`;
    const contentDisposition = `attachment; filename="${fileName}"`;
    return new RawAnswer({ 'content-type': 'application/octet-stream', 'content-disposition': contentDisposition }, text);
  },
};
