// npm run bench: every bench in turn, each in a process of its own. --smoke makes them short: to see that they run.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const flags = process.argv.slice(2);
let failed = 0;
for (const file of readdirSync(folder).filter((name) => name.endsWith('.bench.ts'))) {
  const { status } = spawnSync(
    process.execPath,
    ['--conditions=source', '--import', 'tsx', `${folder}${file}`, ...flags],
    {
      stdio: 'inherit',
    },
  );
  if (status !== 0) {
    console.error(`${file} ended with ${status}`);
    failed++;
  }
}
process.exit(failed === 0 ? 0 : 1);
