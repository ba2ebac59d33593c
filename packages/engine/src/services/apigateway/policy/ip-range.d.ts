/** A test for addresses in a CIDR block, or for the one address given. @throws PolicyError when the text is neither */
export declare function ipRange(block: string): (address: string) => boolean;
