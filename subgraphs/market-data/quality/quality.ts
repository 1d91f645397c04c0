import {
  type AnomalyType,
  type AssetClass,
  type DataInterval,
  DataQualitySeverity,
  type DataQualityStatus,
} from '#schema/generated/enums.js';
import type { Bar } from '../bar/bar.js';

/** The bars of one series as columns, oldest first; timestamps are epoch milliseconds, strictly increasing. */
export interface InspectedBars {
  readonly timestamps: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
  readonly adjustedClose: Float64Array;
}

/** A bar that was not taken because a price of it is zero or less. */
export type RejectedBar = Bar;

/** What an inspection must know besides the bars. Times are epoch milliseconds. */
export interface InspectionContext {
  readonly interval: DataInterval;
  readonly assetClass: AssetClass;
  readonly rejected: readonly RejectedBar[];
  /** Times that were given more than once: each as often as it was given beyond once. */
  readonly duplicates: readonly number[];
  /** Times of bars that are out for a known reason, under quarantine or rejected: their sessions are not missing by mistake. */
  readonly heldOut: readonly number[];
  /** Now, for a series that somebody keeps up to date; null for all others. */
  readonly keptUntil: number | null;
  /** Only verdicts on this time and later; null for all. */
  readonly judgeFrom: number | null;
}

/** What goes to a thread. */
export interface InspectBarsTask {
  readonly bars: InspectedBars;
  readonly context: InspectionContext;
}

/** One anomaly: what, when, how grave, and the numbers behind it. */
export interface Finding {
  readonly anomalyType: AnomalyType;
  /** The time of the bar or of the missing session; epoch milliseconds. */
  readonly occurredAt: number;
  /** 0 to 1, on a scale that new bars do not change. */
  readonly score: number;
  readonly severity: DataQualitySeverity;
  readonly facts: Readonly<Record<string, number | string>>;
  /** The bar that it is about; null where there is none. */
  readonly bar: Bar | null;
}

/** Which anomaly of a series it is: it is raised once. */
export function anomalyName({ anomalyType, occurredAt }: Pick<Finding, 'anomalyType' | 'occurredAt'>): string {
  return `${anomalyType} ${occurredAt}`;
}

/** Scores from 0 to 100 of one series, and what they were made of. */
export interface SeriesReport {
  readonly overall: number;
  readonly completeness: number;
  readonly accuracy: number;
  readonly consistency: number;
  readonly timeliness: number;
  readonly barsChecked: number;
  /** One sentence for each type of anomaly that was found. */
  readonly issues: readonly string[];
}

export interface Inspection {
  readonly report: SeriesReport;
  /** Gravest first, then oldest first; at most MAX_FINDINGS. */
  readonly findings: readonly Finding[];
  /** How many were found and are not listed. */
  readonly unlisted: number;
  /** Index of the first bar whose verdicts do not depend on what came before the given bars. */
  readonly exactFrom: number;
}

/** The most anomalies that one inspection lists, and hence the most events that it raises. */
export const MAX_FINDINGS = 10_000;

export interface QualityReport extends SeriesReport {
  readonly openEvents: number;
  /** ISO 8601. */
  readonly computedAt: string;
}

/** An anomaly that was raised once, and what became of it: resolved by nobody is resolved by new bars. Times are ISO 8601. */
export interface QualityEvent {
  readonly id: string;
  readonly symbol: string;
  readonly interval: DataInterval;
  readonly occurredAt: string;
  readonly detectedAt: string;
  readonly severity: DataQualitySeverity;
  readonly anomalyType: AnomalyType;
  readonly score: number;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly status: DataQualityStatus;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: string | null;
  readonly resolvedBy: string | null;
  readonly resolvedAt: string | null;
  readonly resolution: string | null;
  /** Whether the bar is kept out of the lake. */
  readonly quarantined: boolean;
  /** The bar as it was when it was found, or as it was when it was put under quarantine; null where there is none. */
  readonly bar: Bar | null;
  /** Whether the lake is still to be written without the bar. */
  readonly removalPending: boolean;
}

/** Where a person may take an event from where it is. (What new bars have resolved, bars may open again.) */
export const QUALITY_TRANSITIONS: Readonly<Record<DataQualityStatus, readonly DataQualityStatus[]>> = {
  OPEN: ['ACKNOWLEDGED', 'RESOLVED'],
  ACKNOWLEDGED: ['RESOLVED'],
  RESOLVED: [],
};

/** Null for what is not asked; all that is asked must hold. Times are ISO 8601, both ends included. */
export interface QualityEventFilter {
  readonly symbols: readonly string[] | null;
  readonly minSeverity: DataQualitySeverity | null;
  readonly status: DataQualityStatus | null;
  readonly anomalyTypes: readonly AnomalyType[] | null;
  /** The time of the bar. */
  readonly from: string | null;
  readonly to: string | null;
}

export interface QualitySummary {
  /** ISO 8601. */
  readonly since: string;
  readonly openBySeverity: readonly { readonly severity: DataQualitySeverity; readonly count: number }[];
  /** Symbols, the worst first. */
  readonly worstInstruments: readonly string[];
  readonly recentEvents: readonly QualityEvent[];
}

/** Severities from the least to the gravest. */
export const SEVERITIES: readonly DataQualitySeverity[] = [
  DataQualitySeverity.INFO,
  DataQualitySeverity.WARNING,
  DataQualitySeverity.ERROR,
  DataQualitySeverity.CRITICAL,
];

/** This severity and the graver ones. */
export function severitiesFrom(least: DataQualitySeverity): readonly DataQualitySeverity[] {
  return SEVERITIES.slice(SEVERITIES.indexOf(least));
}
