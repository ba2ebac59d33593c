import { parseXml, type XmlElement } from '@rgrove/parse-xml';
import { ServiceError } from '../../protocol/service-error.ts';

/** The longest document that S3 takes: a delete of 1,000 keys of 1,024 bytes, escaped. */
export const maximumXmlBytes: number = 8 * 1024 * 1024;

/** An element of a request's document. Namespaces are left out: S3 takes documents with and without. */
export class Element {
  readonly #element: XmlElement;

  constructor(element: XmlElement) {
    this.#element = element;
  }

  get name(): string {
    return this.#element.name.replace(/^.*:/, '');
  }

  get text(): string {
    return this.#element.text;
  }

  attribute(name: string): string | undefined {
    return this.#element.attributes[name];
  }

  /** The elements of that name right below this one. */
  all(name: string): readonly Element[] {
    return this.children.filter((it) => it.name === name);
  }

  first(name: string): Element | undefined {
    return this.all(name)[0];
  }

  textOf(name: string): string | undefined {
    return this.first(name)?.text;
  }

  get children(): readonly Element[] {
    return this.#element.children.filter(isElement).map((it) => new Element(it));
  }
}

function isElement(node: object): node is XmlElement {
  return 'type' in node && node.type === 'element';
}

/**
 * The document of a request. The parser knows no entities but XML's own and reads nothing else, whatever a DOCTYPE says.
 * @throws ServiceError MalformedXML
 */
export function parseDocument(body: Buffer, rootName: string): Element {
  let root: Element | undefined;
  try {
    const element = parseXml(body.toString('utf8')).root;
    root = element ? new Element(element) : undefined;
  } catch {
    // A depth without end exhausts the stack, which is caught here as well.
    root = undefined;
  }
  if (root?.name === rootName) return root;
  throw malformedXml();
}

export function malformedXml(): ServiceError {
  return new ServiceError('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema', 400);
}
