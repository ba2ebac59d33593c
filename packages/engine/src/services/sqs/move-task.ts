/** Messages of a dead-letter queue on their way back, or elsewhere. Kept as long as the process runs. */
export interface MoveTask {
  readonly id: string;
  readonly sourceArn: string;
  readonly destinationArn: string | undefined;
  readonly messagesPerSecond: number | undefined;
  readonly startedMs: number;
  readonly toMove: number;
  moved: number;
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLING' | 'CANCELLED' | 'FAILED';
  failureReason: string | undefined;
}

export function taskHandleOf({ id, sourceArn }: MoveTask): string {
  return Buffer.from(JSON.stringify({ taskId: id, sourceArn })).toString('base64');
}
