// `npm run schema`: writes the committed contract from the code.
import { mkdir, writeFile } from 'node:fs/promises';
import { contractFiles, ROOT } from './contract.ts';

for (const [path, content] of await contractFiles()) {
  const target = new URL(path, ROOT);
  await mkdir(new URL('.', target), { recursive: true });
  await writeFile(target, content);
  console.log(`wrote ${path}`);
}
