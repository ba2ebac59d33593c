import { properties } from '../../draft.ts';
import { normalizedName } from '../../naming.ts';
import { type EventType, mappingOf, required } from '../event-type.ts';
import { afterAlias, invocationTarget, servicePermission } from '../invocation.ts';

/** The hook that things ask before they are provisioned: one for each function. */
export const iotFleetProvisioning: EventType = {
  name: 'iotFleetProvisioning',
  compile(events, { draft }) {
    for (const event of events) {
      const { target, section, number, place } = event;
      const settings = mappingOf(event, ['enabled', 'provisioningRoleArn', 'templateBody', 'templateName']);
      if (number > 1) section.invalid('iotFleetProvisioning', 'is the second of its function.', 'A function takes one: remove the others.');
      const body = settings && required(settings, 'templateBody', 'Give the provisioning template.');
      const role = settings && required(settings, 'provisioningRoleArn', 'Give the ARN of the role that provisions.');
      if (!settings || body === undefined || role === undefined) continue;
      const permissionId = `${normalizedName(target.key)}LambdaPermissionIotProvisioningTemplate`;
      const all = properties({
        Enabled: settings.flag('enabled') ?? true,
        PreProvisioningHook: { TargetArn: invocationTarget(target) },
        ProvisioningRoleArn: role,
        TemplateBody: JSON.stringify(body),
        TemplateName: settings.text('templateName'),
      });
      const waits = [permissionId, ...(target.alias ? [target.alias.logicalId] : [])];
      const id = `${normalizedName(target.key)}IotProvisioningTemplate`;
      draft.add(id, { Type: 'AWS::IoT::ProvisioningTemplate', Properties: all, DependsOn: waits }, place);
      const permission = servicePermission(invocationTarget(target), 'iot.amazonaws.com');
      draft.add(permissionId, { ...permission, ...afterAlias(target) }, place);
    }
  },
};
