/** A scalar of the query protocol, which writes every type as text: the shape that reads it knows which type is meant. */
export class QueryText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}
