interface Event {
  readonly name: string;
}

export const handler = async (event: Event): Promise<string> => {
  const greeting = `Hello, ${event.name}`;
  return greeting;
};
