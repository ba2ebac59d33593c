interface Event {
  readonly name: string;
  readonly waitMs?: number;
}

export const handler = async (event: Event): Promise<string> => {
  if (event.waitMs !== undefined) await new Promise((resolve) => setTimeout(resolve, event.waitMs));
  const greeting = `Hello, ${event.name}`;
  return greeting;
};
