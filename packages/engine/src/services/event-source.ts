/** What event source mappings read: a stream's shard or a queue. Services offer theirs, by the service in its ARN. */
export interface EventSource {
  /** Throws ServiceError when the stream or queue is not there. */
  open(request: OpenRequest): Promise<EventReader>;
}

export interface OpenRequest {
  readonly sourceArn: string;
  /** Of streams. */
  readonly startingPosition?: string | undefined;
  /** Where an earlier run of this mapping stood, as its reader had told; undefined for a mapping that begins. */
  readonly checkpoint?: string | undefined;
}

/** One mapping's hand on its source. */
export interface EventReader {
  /**
   * Of a stream, records that failed are tried again here, in order, and hold up those behind them. Of a queue, they go back to it
   * (`reject`) and it decides.
   */
  readonly kind: 'stream' | 'queue';
  /** Up to `limit` records that come next; none when there is nothing now. */
  poll(limit: number): Promise<readonly EventRecord[]>;
  /** Calls `listener` when there may be something to poll; the answer ends it. */
  onAvailable(listener: () => void): () => void;
  /** These need not be seen again. @returns of a stream, the checkpoint from which a later run goes on */
  accept(records: readonly EventRecord[]): Promise<string | undefined>;
  /** These have failed. Of a queue only. */
  reject(records: readonly EventRecord[]): Promise<void>;
  /** What the source tells a failure's destination of these records: `DDBStreamBatchInfo`, for instance. Of a stream only. */
  describe(records: readonly EventRecord[]): { readonly [member: string]: unknown };
  close(): void;
}

export interface EventRecord {
  /** What the function names in `batchItemFailures`: a sequence number, a message id. */
  readonly itemIdentifier: string;
  /** As it stands in the event's `Records`. */
  readonly document: { readonly [member: string]: unknown };
  /** What filter patterns are held against: as the document, with JSON in a body read. */
  readonly filtered: { readonly [member: string]: unknown };
  /** Records of one key stay in order; the lane of parallel batches. */
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly arrivedAt: number;
}
