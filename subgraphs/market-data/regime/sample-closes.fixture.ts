import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#kit/config/project-root.js';
import type { DailyCloses } from './regime.js';

/** The adjusted closes of a sample of daily bars: its first column is the date, its sixth the adjusted close. */
export function sampleCloses(file: 'spx-daily.csv' | 'aapl-daily.csv'): DailyCloses {
  const lines = readFileSync(join(projectRoot(), 'samples', file), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  const rows = lines.map((line) => line.split(','));
  return {
    timestamps: Float64Array.from(rows, (row) => Date.parse(row[0]!)),
    close: Float64Array.from(rows, (row) => Number(row[5])),
  };
}
