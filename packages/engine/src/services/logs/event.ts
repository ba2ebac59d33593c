/** Where an event stands among those of its group: by its time, then in the order in which it came. */
export interface Position {
  readonly timestamp: number;
  readonly sequence: number;
}

export interface StoredEvent extends Position {
  readonly streamName: string;
  readonly ingestionTime: number;
  readonly message: string;
}

export interface LogEvent {
  readonly timestamp: number;
  readonly message: string;
}
