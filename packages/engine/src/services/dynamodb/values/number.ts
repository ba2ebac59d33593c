import type { ServiceError } from '../../../protocol/service-error.ts';
import { validationError } from '../../../protocol/shape.ts';
import { ValueRefusal } from './value-refusal.ts';

/**
 * A number as sign, significant digits and the place of the point: 0.DIGITS times ten to the power of `point`.
 * Digits begin and end with a figure from 1 to 9; zero has none.
 */
export interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly point: number;
}

const significantDigitsMax = 38;
/** Powers of ten of the first digit: 1E-130 to 9.99E+125. */
const magnitudeMin = -130;
const magnitudeMax = 125;

const zero: Decimal = { negative: false, digits: '', point: 0 };

/** Java's BigDecimal takes these texts and no other, and so does DynamoDB: no spaces, no NaN, no Infinity. */
const numberText = /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:[eE]([+-]?\d+))?$/;
const canonicalInteger = /^(?:0|-?[1-9]\d{0,14})$/;

/**
 * The text that DynamoDB returns for a number: `1.0` is `1`, `1e3` is `1000`, `-0` is `0`.
 *
 * @throws ServiceError ValidationException when it is no number, has over 38 significant digits, or is out of range
 */
export function canonicalNumber(text: string): string {
  if (canonicalInteger.test(text)) return text;
  const number = parseDecimal(text);
  if (number.digits === '') checkMagnitude(zeroMagnitude(text));
  return decimalText(checkRange(number));
}

/** Zero is held against the range by the exponent it is written with. @source dynamodb-conformance, recorded on AWS, 2026-10 */
function zeroMagnitude(text: string): number {
  const [mantissa = '', exponent = '0'] = text.split(/[eE]/);
  return Number(exponent) - (mantissa.split('.')[1]?.length ?? 0);
}

/** Sign, digits and point of any number's text, in range or not. @throws ServiceError ValidationException when it is no number */
export function parseDecimal(text: string): Decimal {
  const match = numberText.exec(text);
  if (!match || !isLong(match[5] ?? '0')) {
    const refusal = 'The parameter cannot be converted to a numeric value';
    // The older wording leaves the colon out when there is nothing to show.
    throw text === '' ? new ValueRefusal(refusal, `${refusal}: `) : validationError(`${refusal}: ${text}`);
  }
  const [, sign, whole = '', fraction = match[4] ?? '', , exponent = '0'] = match;
  const all = whole + fraction;
  let first = 0;
  while (all.charCodeAt(first) === 48) first++;
  let end = all.length;
  while (end > first && all.charCodeAt(end - 1) === 48) end--;
  if (first === end) return zero;
  return { negative: sign === '-', digits: all.slice(first, end), point: whole.length - first + Number(exponent) };
}

/** An exponent past 64 bits makes no number at all. @source dynamodb-conformance, recorded on AWS, 2026-10 */
function isLong(exponent: string): boolean {
  if (exponent.length < 19) return true;
  const digits = exponent.replace(/^[+-]?0*/, '');
  return digits.length < 20 && BigInt.asIntN(64, BigInt(exponent)) === BigInt(exponent);
}

function checkRange(number: Decimal): Decimal {
  if (number.digits === '') return number;
  checkMagnitude(number.point - 1);
  if (number.digits.length > significantDigitsMax) {
    throw validationError('Attempting to store more than 38 significant digits in a Number');
  }
  return number;
}

function checkMagnitude(magnitude: number): void {
  // The older validation adds in 32 bits, and takes the largest exponent that fits them for a small one.
  if (magnitude === exponentWraps) throw new ValueRefusal(underflowText, overflowText);
  if (magnitude > magnitudeMax) throw overflow();
  if (magnitude < magnitudeMin) throw validationError(underflowText);
}

const exponentWraps = 2 ** 31 - 1;
const overflowText = 'Number overflow. Attempting to store a number with magnitude larger than supported range';
const underflowText = 'Number underflow. Attempting to store a number with magnitude smaller than supported range';

function overflow(): ServiceError {
  return validationError(overflowText);
}

function decimalText({ negative, digits, point }: Decimal): string {
  if (digits === '') return '0';
  const sign = negative ? '-' : '';
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits + '0'.repeat(point - digits.length);
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Order of two canonical numbers: negative, zero or positive. */
export function compareNumbers(a: string, b: string): number {
  if (a === b) return 0;
  // Up to 15 figures a double is exact enough to order decimals.
  if (a.length <= 15 && b.length <= 15) return Number(a) - Number(b);
  const negative = a.charCodeAt(0) === 45;
  if (negative !== (b.charCodeAt(0) === 45)) return negative ? -1 : 1;
  return negative ? compareMagnitudes(b.slice(1), a.slice(1)) : compareMagnitudes(a, b);
}

/** Canonical texts without sign: the longer whole part is greater; of two as long, text order is number order. */
function compareMagnitudes(a: string, b: string): number {
  const difference = wholeLength(a) - wholeLength(b);
  if (difference !== 0) return difference;
  return a < b ? -1 : 1;
}

function wholeLength(text: string): number {
  const point = text.indexOf('.');
  return point === -1 ? text.length : point;
}

/** Exact sum of two canonical numbers. @throws ServiceError ValidationException when 38 digits can not hold it, or it is out of range */
export function addNumbers(a: string, b: string): string {
  if (canonicalInteger.test(a) && canonicalInteger.test(b)) return String(Number(a) + Number(b));
  return sum(parseDecimal(a), parseDecimal(b));
}

/** Exact difference of two canonical numbers. @throws ServiceError ValidationException as addNumbers */
export function subtractNumbers(a: string, b: string): string {
  if (canonicalInteger.test(a) && canonicalInteger.test(b)) return String(Number(a) - Number(b));
  const subtrahend = parseDecimal(b);
  return sum(parseDecimal(a), { ...subtrahend, negative: !subtrahend.negative });
}

function sum(a: Decimal, b: Decimal): string {
  // Powers of ten of the last digits; range keeps the common scale under 300 figures.
  const scale = Math.min(a.point - a.digits.length, b.point - b.digits.length);
  const total = scaled(a, scale) + scaled(b, scale);
  const result = parseDecimal(`${total}e${scale}`);
  // DynamoDB calls a result of over 38 digits an overflow, as a test of scylladb's alternator records: 1E50 + 1.
  if (result.digits.length > significantDigitsMax) throw overflow();
  return decimalText(checkRange(result));
}

function scaled({ negative, digits, point }: Decimal, scale: number): bigint {
  const magnitude = BigInt(digits === '' ? '0' : digits + '0'.repeat(point - digits.length - scale));
  return negative ? -magnitude : magnitude;
}
