/** What subgraphs answer, and the answer that grows of it. */
export type Data = Record<string, unknown>;

export function isObject(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value under a name that the object has itself; nothing is inherited from prototypes. */
export function own(data: Data, name: string): unknown {
  return Object.hasOwn(data, name) ? data[name] : undefined;
}

/** Sets a value under a name, `__proto__` too. */
export function put(data: Data, name: string, value: unknown): void {
  if (name !== '__proto__') data[name] = value;
  else Object.defineProperty(data, name, { value, writable: true, enumerable: true, configurable: true });
}
