import { AnomalyType } from '#schema/generated/enums.js';
import { type Finding, MAX_FINDINGS } from '../quality.js';
import { anomalyScore, severityOf } from './anomaly-score.js';

/** An anomaly as a finder gives it: how far it is over its threshold, and on which scale that is measured. */
export interface Sighting {
  readonly anomalyType: AnomalyType;
  /** The bar that it is about; null where there is none. */
  readonly index: number | null;
  readonly occurredAt: number;
  readonly excess: number;
  readonly scale: number;
  readonly facts: Readonly<Record<string, number | string>>;
}

export type Listed = Omit<Finding, 'bar'> & { readonly index: number | null };

/** The sighting with its score and what follows from it. */
export function scored({ anomalyType, occurredAt, excess, scale, facts }: Sighting): Omit<Finding, 'bar'> {
  const score = anomalyScore(excess, scale);
  return { anomalyType, occurredAt, score, severity: severityOf(anomalyType, score), facts };
}

/** Takes what the finders see. All of it is counted; of each type only the first MAX_FINDINGS are kept. */
export class FindingCollector {
  readonly counts = Object.fromEntries(Object.values(AnomalyType).map((type) => [type, 0])) as Record<
    AnomalyType,
    number
  >;
  /** The time of the last one of each type. */
  readonly lastAt = new Map<AnomalyType, number>();
  private readonly listed: Listed[] = [];

  add(sighting: Sighting): void {
    const { anomalyType, occurredAt } = sighting;
    this.counts[anomalyType]++;
    this.lastAt.set(anomalyType, Math.max(occurredAt, this.lastAt.get(anomalyType) ?? occurredAt));
    if (this.counts[anomalyType] > MAX_FINDINGS) return;
    this.listed.push({ ...scored(sighting), index: sighting.index });
  }

  get total(): number {
    return Object.values(this.counts).reduce((sum, count) => sum + count, 0);
  }

  /** Gravest first, then oldest first; at most MAX_FINDINGS. */
  gravest(): Listed[] {
    const order = (a: Listed, b: Listed) =>
      b.score - a.score || a.occurredAt - b.occurredAt || (a.anomalyType < b.anomalyType ? -1 : 1);
    return this.listed.sort(order).slice(0, MAX_FINDINGS);
  }
}
