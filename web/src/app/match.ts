/** The parts of a path that a pattern names, such as `/plan/:slug`; null when the path is another. */
export function match(pattern: string, path: string): Readonly<Record<string, string>> | null {
  const wanted = pattern.split('/');
  const given = path.replace(/(?<=.)\/$/, '').split('/');
  if (wanted.length !== given.length) return null;
  const found: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    const text = decode(given[i] ?? '');
    if (text === null) return null;
    if (part.startsWith(':') && text !== '') found[part.slice(1)] = text;
    else if (part !== text) return null;
  }
  return found;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
