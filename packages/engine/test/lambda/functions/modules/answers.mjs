const loaded = await Promise.resolve('top-level await');
export const handler = async () => loaded;
