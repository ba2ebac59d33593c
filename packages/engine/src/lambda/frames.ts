/**
 * What the engine and a function's process say to each other over file descriptor 3: frames of a four-byte length (big-endian,
 * of what follows), a one-byte type, and a body. Payloads travel as raw bytes. This file runs on both sides.
 */
export const frameTypes = {
  /** To the process, once: JSON of EnvironmentConfiguration. */
  configure: 1,
  /** To the process: what encodeInvoke makes of an InvokeHeader and an event. */
  invoke: 2,
  /** To the process: give back every event that has not been started. */
  takeBack: 3,
  /** To the process, before `configure`: what needs no code of the user's; JSON of EnvironmentPreparation. */
  prepare: 4,
  /** To the process: the sequence number of an invocation, and how many bytes of its streamed answer have been read. */
  acknowledge: 5,
  /** From the process: the user's code is loaded; JSON of Initialised. */
  initialised: 10,
  /** From the process: loading failed; AWS's error object as JSON. It ends itself afterwards. */
  initFailed: 11,
  /** From the process: the figures of an invocation, then the result as JSON text. */
  result: 12,
  /** From the process: the same figures, then AWS's error object as JSON text. */
  functionError: 13,
  /** From the process: the sequence numbers given back. */
  returned: 14,
  /** From the process: figures and error object of the invocation that ends the process; no other was started. */
  fatal: 16,
  /** From the process: a call to AWS itself was stopped; JSON of StoppedCall. */
  stoppedCall: 15,
  /** From the process: the sequence number of an invocation that answers in pieces, and their content type. */
  streamStart: 17,
  /** From the process: the sequence number, and the next piece. */
  streamChunk: 18,
} as const;

export type FrameType = (typeof frameTypes)[keyof typeof frameTypes];

const headerBytes = 5;
/** No frame is larger: a response of 6 MB may be 6 times that when every character is escaped, and bundles are configured. */
const maximumFrameBytes = 256 * 1024 * 1024;
/** Up to here one copy into one buffer is cheaper than two writes. */
const copiedUpTo = 64 * 1024;

/** The buffers to write for one frame. */
export function encodeFrame(type: FrameType, ...parts: readonly Buffer[]): readonly Buffer[] {
  let length = 1;
  for (const part of parts) length += part.length;
  const whole = length <= copiedUpTo;
  const buffer = Buffer.allocUnsafe(whole ? length + 4 : headerBytes);
  buffer.writeUInt32BE(length, 0);
  buffer[4] = type;
  if (!whole) return [buffer, ...parts];
  let offset = headerBytes;
  for (const part of parts) {
    part.copy(buffer, offset);
    offset += part.length;
  }
  return [buffer];
}

/** Cuts a stream of chunks into frames. */
export class FrameReader {
  readonly #onFrame: (type: number, body: Buffer) => void;
  #kept: Buffer[] = [];
  #keptBytes = 0;
  #neededBytes = headerBytes;

  constructor(onFrame: (type: number, body: Buffer) => void) {
    this.#onFrame = onFrame;
  }

  push(chunk: Buffer): void {
    let data = chunk;
    if (this.#keptBytes > 0) {
      this.#kept.push(chunk);
      this.#keptBytes += chunk.length;
      if (this.#keptBytes < this.#neededBytes) return;
      data = Buffer.concat(this.#kept, this.#keptBytes);
    }
    let offset = 0;
    while (data.length - offset >= headerBytes) {
      const length = data.readUInt32BE(offset);
      if (length < 1 || length > maximumFrameBytes) throw new RangeError(`A frame of ${length} bytes is out of bounds.`);
      const end = offset + 4 + length;
      if (end > data.length) break;
      this.#onFrame(data[offset + 4] ?? 0, data.subarray(offset + headerBytes, end));
      offset = end;
    }
    this.#keep(data.subarray(offset));
  }

  #keep(rest: Buffer): void {
    this.#kept = rest.length > 0 ? [rest] : [];
    this.#keptBytes = rest.length;
    this.#neededBytes = rest.length >= 4 ? rest.readUInt32BE(0) + 4 : headerBytes;
  }
}

/** The figures that precede each result: what the process alone knows of the invocation. */
export interface InvocationFigures {
  readonly sequence: number;
  /** Bytes written to the log channel so far, modulo 2^32: the log lines that belong before this result. */
  readonly logBytes: number;
  /** Resident memory, the largest seen. */
  readonly memoryKb: number;
  readonly durationUs: number;
  /** The part of the duration in which the process was not waiting. */
  readonly activeUs: number;
}

const figuresBytes = 20;

export function encodeFigures(figures: InvocationFigures): Buffer {
  const buffer = Buffer.allocUnsafe(figuresBytes);
  buffer.writeUInt32BE(figures.sequence, 0);
  buffer.writeUInt32BE(figures.logBytes, 4);
  buffer.writeUInt32BE(figures.memoryKb, 8);
  buffer.writeUInt32BE(Math.min(figures.durationUs, 0xffff_ffff), 12);
  buffer.writeUInt32BE(Math.min(figures.activeUs, 0xffff_ffff), 16);
  return buffer;
}

export function decodeFigures(body: Buffer): { readonly figures: InvocationFigures; readonly payload: Buffer } {
  const figures = {
    sequence: body.readUInt32BE(0),
    logBytes: body.readUInt32BE(4),
    memoryKb: body.readUInt32BE(8),
    durationUs: body.readUInt32BE(12),
    activeUs: body.readUInt32BE(16),
  };
  return { figures, payload: body.subarray(figuresBytes) };
}

/** What precedes the event in an invoke frame. */
export interface InvokeHeader {
  readonly requestId: string;
  readonly invokedFunctionArn: string;
  readonly traceId: string;
  readonly timeoutMs: number;
  readonly clientContext?: string | undefined;
  /** JSON text of the Amazon Cognito identity. */
  readonly cognitoIdentity?: string | undefined;
  /** The caller reads the answer while it is written. */
  readonly streamed?: boolean | undefined;
}

/**
 * The frame of an event. Its body is the sequence number and one text: the header's members, parted by tabs, on a line of their own, then the
 * event. The trace id comes last: it alone is what a client sent.
 */
export function encodeInvoke(sequence: number, header: InvokeHeader, event: string | Buffer): readonly Buffer[] {
  const { requestId, invokedFunctionArn, traceId, timeoutMs, clientContext, cognitoIdentity, streamed } = header;
  const context = clientContext === undefined ? '' : JSON.stringify(clientContext);
  const identity = cognitoIdentity === undefined ? '' : JSON.stringify(cognitoIdentity);
  const mode = streamed ? '1' : '';
  const line = `${requestId}\t${invokedFunctionArn}\t${timeoutMs}\t${context}\t${identity}\t${mode}\t${traceId.replaceAll('\n', ' ')}\n`;
  if (typeof event !== 'string') {
    const head = Buffer.allocUnsafe(4 + Buffer.byteLength(line));
    head.writeUInt32BE(sequence, 0);
    head.write(line, 4);
    return encodeFrame(frameTypes.invoke, head, event);
  }
  const text = line + event;
  const textBytes = Buffer.byteLength(text);
  const frame = Buffer.allocUnsafe(headerBytes + 4 + textBytes);
  frame.writeUInt32BE(5 + textBytes, 0);
  frame[4] = frameTypes.invoke;
  frame.writeUInt32BE(sequence, headerBytes);
  frame.write(text, headerBytes + 4);
  return [frame];
}

export function decodeInvoke(body: Buffer): { readonly sequence: number; readonly header: InvokeHeader; readonly event: string } {
  const text = body.toString('utf8', 4);
  const end = text.indexOf('\n');
  const [requestId = '', invokedFunctionArn = '', timeoutMs = '', context = '', identity = '', mode = '', ...traceId] = text
    .slice(0, end)
    .split('\t');
  const header = {
    requestId,
    invokedFunctionArn,
    timeoutMs: Number(timeoutMs),
    traceId: traceId.join('\t'),
    clientContext: context === '' ? undefined : (JSON.parse(context) as string),
    cognitoIdentity: identity === '' ? undefined : (JSON.parse(identity) as string),
    streamed: mode === '1',
  };
  return { sequence: body.readUInt32BE(0), header, event: text.slice(end + 1) };
}

/** The body of an acknowledgement. */
export function encodeAcknowledgement(sequence: number, bytes: number): Buffer {
  return encodeSequences([sequence, bytes]);
}

export function encodeSequences(sequences: readonly number[]): Buffer {
  const buffer = Buffer.allocUnsafe(sequences.length * 4);
  for (const [index, sequence] of sequences.entries()) buffer.writeUInt32BE(sequence, index * 4);
  return buffer;
}

export function decodeSequences(body: Buffer): readonly number[] {
  return Array.from({ length: body.length / 4 }, (_, index) => body.readUInt32BE(index * 4));
}

/** What the log channel (file descriptor 4) carries: frames of one record each, with the invocation they belong to. */
export const logKinds = {
  /** One log event, which may hold several lines. */
  event: 1,
  /** Bytes as the code wrote them to stdout or stderr: lines are cut on the engine's side. */
  raw: 2,
} as const;

/** A frame for the log channel. `sequence` is 0 while the code is loading. */
export function encodeLog(kind: number, sequence: number, text: string): Buffer {
  const textBytes = Buffer.byteLength(text);
  const buffer = Buffer.allocUnsafe(9 + textBytes);
  buffer.writeUInt32BE(5 + textBytes, 0);
  buffer[4] = kind;
  buffer.writeUInt32BE(sequence, 5);
  buffer.write(text, 9);
  return buffer;
}
