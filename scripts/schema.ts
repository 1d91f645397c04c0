// npm run schema: writes schema/snapshots from the code. With --check it writes nothing, and fails when one is stale.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '#kit/config/project-root.js';
import { composeSchemas } from './compose-schemas.js';

const folder = join(projectRoot(), 'schema', 'snapshots');
const { files, hints } = await composeSchemas();
const faults = hints.map((hint) => `composition hints: ${hint}`);

if (process.argv.includes('--check')) {
  for (const [name, text] of files) {
    const stored = await readFile(join(folder, name), 'utf8').catch(() => '');
    if (stored !== text) faults.push(`schema/snapshots/${name} is stale`);
  }
} else {
  for (const name of await readdir(folder).catch(() => [])) if (!files.has(name)) await rm(join(folder, name));
  for (const [name, text] of files) await writeFile(join(folder, name), text);
  console.log(`wrote ${files.size} files to schema/snapshots`);
}
for (const fault of faults) console.error(fault);
process.exit(faults.length === 0 ? 0 : 1);
