import { z } from 'zod';
import type { EconomicSeries, Observations } from '../../economics/economic-series.js';
import { calendarTime } from '../calendar-time.js';
import { malformed } from '../provider.errors.js';
import { ALPHA_VANTAGE, type Answer } from './alpha-vantage-client.js';
import { toNumber } from './field.js';

const economic = z.object({
  name: z.string().min(1).max(300),
  interval: z.string().max(40).optional(),
  unit: z.string().max(200),
  data: z.array(z.object({ date: z.string(), value: z.unknown() })).max(1_000_000),
});

/** The answer of an economic function: values newest first, `.` for what is not known, which is left out. */
export function readEconomic(
  answer: Answer,
  code: string,
  frequency: string,
): { readonly series: EconomicSeries; readonly observations: Observations } {
  const parsed = economic.safeParse(answer);
  if (!parsed.success) {
    const { path = [], message = '' } = parsed.error.issues[0] ?? {};
    throw malformed(
      ALPHA_VANTAGE,
      `name, unit and data of ${code}`,
      `a fault at ${path.join('.') || 'its root'} (${message})`,
    );
  }
  const { name, unit, data } = parsed.data;
  const known = new Map<number, number>();
  for (const { date, value } of data) {
    const [time, number] = [calendarTime(date), toNumber(value)];
    if (!Number.isFinite(time))
      throw malformed(ALPHA_VANTAGE, 'a date as 2024-01-31', JSON.stringify(date.slice(0, 40)));
    if (number !== null) known.set(time, number);
  }
  const rows = [...known].sort(([a], [b]) => a - b);
  return {
    // All that it has of this kind is of the United States, but for the prices of commodities, which are of the world.
    series: { code, name, unit, frequency, country: 'US', source: ALPHA_VANTAGE },
    observations: {
      dates: Float64Array.from(rows, ([time]) => time),
      values: Float64Array.from(rows, ([, value]) => value),
    },
  };
}
