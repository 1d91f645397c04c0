// npm run check: everything that must hold before a change lands. Each step that fails prints what mends it.
// --without-tests leaves them out, where they have just been run.
import { spawnSync } from 'node:child_process';

const steps = [
  { name: 'format and lint', run: ['biome', 'check', '.'], mend: 'npx biome check --write .' },
  {
    name: 'vocabulary fresh',
    run: ['git', 'diff', '--exit-code', '--stat', '--', 'schema/generated'],
    before: ['npm', 'run', '--silent', 'codegen'],
    mend: 'npm run codegen, and commit schema/generated',
  },
  {
    name: 'snapshots fresh',
    run: ['npm', 'run', '--silent', 'schema', '--', '--check'],
    mend: 'npm run schema, and commit schema/snapshots',
  },
  {
    name: 'client fresh',
    run: ['git', 'diff', '--exit-code', '--stat', '--', 'client/generated'],
    before: ['npm', 'run', '--silent', 'gen:client'],
    mend: 'npm run gen:client, and commit client/generated',
  },
  { name: 'types', run: ['tsc', '-p', '.'], mend: 'mend the types that tsc names' },
  { name: 'explorer types', run: ['tsc', '-p', 'gateway/explorer/app'], mend: 'mend the types that tsc names' },
  {
    name: 'boundaries',
    run: [
      'depcruise',
      '--config',
      '.dependency-cruiser.cjs',
      'libs',
      'subgraphs',
      'gateway',
      'embedded',
      'schema/generated',
    ],
    mend: 'move the import to a room that may have it: docs/architecture.md',
  },
  { name: 'tests', run: ['vitest', 'run'], mend: 'npx vitest run <file>' },
];

const withoutTests = process.argv.includes('--without-tests');
let failed = 0;
for (const { name, run, before, mend } of steps) {
  if (withoutTests && name === 'tests') continue;
  const ok = (before === undefined || call(before)) && call(run);
  console.log(`${ok ? 'ok  ' : 'FAIL'}  ${name}${ok ? '' : `\n      to mend it: ${mend}`}`);
  if (!ok) failed++;
}
process.exit(failed === 0 ? 0 : 1);

function call([command, ...args]) {
  const [file, ...rest] = ['git', 'npm'].includes(command)
    ? [command, ...args]
    : ['npx', '--no-install', command, ...args];
  return spawnSync(file, rest, { stdio: 'inherit' }).status === 0;
}
