import { badInput } from './refusal.ts';
import { BOUNDS } from './request-limits.ts';

/** With the u flag a surrogate matches only where it stands alone. PostgreSQL can store neither. */
const UNSTORABLE = /[\0\ud800-\udfff]/u;

/** Refuses text that no database of ours can hold. `where` names it to the caller. */
export function checkText(text: string, where: string): void {
  if (!UNSTORABLE.test(text)) return;
  throw badInput(`${where} contains a NUL character or half a character, which text cannot hold.`);
}

/**
 * Refuses variables that nest too deep or hold text that cannot be stored. With a stack of our own: variables may be
 * nested as deep as the body is long, and coercion would overflow the real one.
 */
export function checkVariables(variables: unknown): void {
  if (typeof variables !== 'object' || variables === null) return;
  for (const [name, value] of Object.entries(variables)) {
    // `$__proto__` is a legal name, but it is no key of an ordinary object.
    if (name.startsWith('__'))
      throw badInput('A variable cannot have a name that begins with two underscores.');
    checkVariable(name.slice(0, 100), value);
  }
}

function checkVariable(name: string, variable: unknown): void {
  const waiting: { value: unknown; depth: number }[] = [{ value: variable, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, depth } = next;
    if (typeof value === 'string') checkText(value, `Variable $${name}`);
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= BOUNDS.valueDepth) {
      throw badInput(`Variable $${name} is nested deeper than ${BOUNDS.valueDepth} levels.`);
    }
    for (const [key, inner] of Object.entries(value)) {
      checkText(key, `Variable $${name}`);
      waiting.push({ value: inner, depth: depth + 1 });
    }
  }
}
