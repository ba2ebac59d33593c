import { type Block } from './syntax.ts';
/** Reads a mapping template. @throws VelocityError with the line and column of what cannot be read */
export declare function parseTemplate(text: string): Block;
