import { expect, it } from 'vitest';
import { ProgressLine } from './progress-line.js';

function written(fractions: readonly number[], terminal: { isTTY?: boolean; columns?: number }): string {
  let text = '';
  const line = new ProgressLine(
    {
      ...terminal,
      write: (more: string) => {
        text += more;
      },
    },
    'a.csv',
  );
  for (const fraction of fractions) line.show(fraction);
  line.end();
  return text;
}

it('moves a bar on a terminal', () => {
  expect(written([0, 0.5, 1], { isTTY: true, columns: 30 })).toBe(
    '\ra.csv [...............]   0 %\ra.csv [########.......]  50 %\ra.csv [###############] 100 %\n',
  );
  for (const step of written([0.3], { isTTY: true, columns: 20 }).trim().split('\r'))
    expect(step.length).toBeLessThan(30);
});

it('writes a line for every tenth elsewhere, and the last', () => {
  expect(written([0, 0.05, 0.1, 0.11, 0.5, 0.98, 1, 1], {})).toBe(
    'a.csv   0 %\na.csv  10 %\na.csv  50 %\na.csv  98 %\na.csv 100 %\n',
  );
});
