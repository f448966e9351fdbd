const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LONGEST_COMMENT = 65_535;
const MOST_ENTRIES = 10_000;

/** Names of what is in a ZIP file, by the directory at its end; nothing is unpacked. Null when it has none. */
export function entriesOf(zip: Buffer): readonly string[] | null {
  const end = endOf(zip);
  if (end === null) return null;
  const names: string[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = Math.min(zip.readUInt16LE(end + 10), MOST_ENTRIES); left > 0; left--) {
    if (at + ENTRY_BYTES > zip.length || zip.readUInt32LE(at) !== ENTRY) return null;
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    const begin = at + ENTRY_BYTES;
    names.push(zip.toString('utf8', begin, begin + (name ?? 0)));
    at = begin + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return names;
}

/** Where the directory is told; a comment of unknown length may follow it. */
function endOf(zip: Buffer): number | null {
  const first = Math.max(0, zip.length - END_BYTES - LONGEST_COMMENT);
  for (let at = zip.length - END_BYTES; at >= first; at--) if (zip.readUInt32LE(at) === END) return at;
  return null;
}
