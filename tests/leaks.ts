/** What an answer may never tell: where we live, what we run, how we failed. */
const SECRETS: Readonly<Record<string, RegExp>> = {
  'a stack': /\bat (async )?[\w.<>]+ \(|\bat (file|node):/,
  'a path': /node_modules|\/(work|home|root|tmp|usr|var|etc)\/|\bfile:\/\/|\.(ts|js|mjs|cjs|sql)\b/,
  SQL: /\b(select|insert into|update|delete from)\b[\s\S]{0,80}\b(from|set|values|where)\b|\bpg_|syntax error at|violates|invalid input syntax|relation "|column "|invalid byte sequence/i,
  'a host': /127\.0\.0\.1|localhost|\.invalid\b|:\d{4,5}\/|ECONN|postgres(ql)?:/i,
  'the name of a library': /prisma|kysely|apollo|fastify|pothos/i,
};

/** The secrets that a text tells. */
export const leaksIn = (text: string): string[] =>
  Object.entries(SECRETS).flatMap(([name, pattern]) => {
    const found = pattern.exec(text);
    return found === null ? [] : [`${name}: ${text.slice(Math.max(0, found.index - 60), found.index + 100)}`];
  });
