import { type CommandInput, type OptionDefinition, textOption, UsageError } from './command.ts';

export const throttleTablesOption: OptionDefinition = {
  type: 'boolean',
  summary: 'have provisioned tables refuse what exceeds their throughput',
};

export const targetOption: OptionDefinition = {
  type: 'string',
  value: 'NAME',
  summary: 'refuse what this DynamoDB-compatible service lacks: alternator',
};

/**
 * The value of --target.
 * @param targets those that the engine knows
 * @throws UsageError
 */
export function dynamoDbTarget(input: CommandInput, targets: readonly string[]): string | undefined {
  const target = textOption(input, 'target');
  if (target !== undefined && !targets.includes(target)) throw new UsageError(`--target is ${targets.join(', ')}, not "${target}".`);
  return target;
}
