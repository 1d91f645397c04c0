import { AnomalyType, AssetClass, DataInterval } from '#schema/generated/enums.js';
import { isIntraday } from '../../bar/engine/choose-source.js';
import type { InspectedBars, InspectionContext } from '../quality.js';
import type { Sighting } from './finding-collector.js';
import { JumpOrigins } from './jump-origins.js';
import { RollingSpread } from './rolling-spread.js';
import { type Split, splitRatio } from './split-ratio.js';

const WINDOW = 60;
/** How many robust standard deviations a return may be from the median. */
const ALLOWED = 15;
/** The MAD of a normal distribution times this is its standard deviation. */
const MAD_TO_DEVIATION = 1.4826;
const SMALLEST_MAD = 1e-4;
/** A move within so many robust standard deviations is no jump, even when it is as large as a split. */
const ORDINARY = 5;
/** Half-way between no split and the smallest one, 3:2, in logarithms. */
const SPLIT_SCALE = Math.log(1.5) / 2;
const SPLIT_TOLERANCE = Math.log(1.03);
/** From so much between two bars on, a market was closed. */
const PAUSE_MS = 3 * 3_600_000;

/**
 * PRICE_JUMP: |log return of adjustedClose − median| > 15 × 1.4826 × MAD of the 60 returns before it (MAD at least 1e-4);
 * no verdict on bars with fewer. UNADJUSTED_SPLIT, instead: the close jumps by a split's ratio and the adjusted close
 * with it; also where there are fewer returns (but for weeks and months, in which prices do move by a third), and not
 * where 5 robust deviations reach as far.
 *
 * A jump, within 60 bars, back to the close before an earlier one (within that one's threshold; within 3 % of a split's) is
 * the same event. Of intraday bars the returns over a pause of the market are judged among themselves: they are larger
 * than those between two minutes, every morning. The scores' scales: the threshold itself, and half of log 1.5 for splits.
 *
 * @returns the index from which verdicts do not depend on what came before the given bars: after 60 bars without any jump
 */
export function findPriceJumps(
  { timestamps, close, adjustedClose }: InspectedBars,
  { interval, assetClass }: Pick<InspectionContext, 'interval' | 'assetClass'>,
  found: (sighting: Sighting) => void,
): number {
  const { length } = timestamps;
  const isLong = interval === DataInterval.WEEKLY || interval === DataInterval.MONTHLY;
  const hasPauses = isIntraday(interval) && assetClass !== AssetClass.CRYPTO;
  const overBars = new RollingSpread(WINDOW);
  const overPauses = new RollingSpread(WINDOW);
  const origins = new JumpOrigins();
  let exactFrom = length;
  let quiet = 0;
  for (let i = 1; i < length; i++) {
    const move = Math.log(adjustedClose[i]! / adjustedClose[i - 1]!);
    // A price that is no price gives no return: NaN or infinite.
    if (!Number.isFinite(move)) continue;
    const isPause = hasPauses && timestamps[i]! - timestamps[i - 1]! >= PAUSE_MS;
    const spread = isPause ? overPauses : overBars;
    const full = spread.isFull;
    const median = full ? spread.median() : 0;
    const deviation = Math.abs(move - median);
    // The MAD is looked for only where the smallest possible one would not do.
    const mayJump = full && deviation > ORDINARY * MAD_TO_DEVIATION * SMALLEST_MAD;
    const mad = mayJump ? Math.max(spread.mad(), SMALLEST_MAD) : SMALLEST_MAD;
    const threshold = ALLOWED * MAD_TO_DEVIATION * mad;
    const isJump = mayJump && deviation > threshold;
    const isOrdinary = full ? deviation <= ORDINARY * MAD_TO_DEVIATION * mad : isLong;
    const split = isOrdinary ? null : splitRatio(Math.log(close[i]! / close[i - 1]!), move);
    spread.push(move);
    if (!isJump && split === null) {
      if (overBars.isFull) quiet++;
      if (quiet >= WINDOW && (!hasPauses || overPauses.isFull)) exactFrom = Math.min(exactFrom, i + 1);
      continue;
    }
    quiet = 0;
    const logClose = Math.log(adjustedClose[i]!);
    if (origins.isWayBack(i, logClose)) continue;
    const soon = isJump ? threshold : SPLIT_TOLERANCE;
    origins.add(i, Math.log(adjustedClose[i - 1]!), split === null ? soon : SPLIT_TOLERANCE, soon);
    const at = { index: i, occurredAt: timestamps[i]! };
    found(split === null ? jump(at, { move, median, mad, deviation, threshold }) : unadjusted(at, split, move));
  }
  return exactFrom;
}

interface Jump {
  readonly move: number;
  readonly median: number;
  readonly mad: number;
  readonly deviation: number;
  readonly threshold: number;
}

type Place = Pick<Sighting, 'index' | 'occurredAt'>;

function jump(at: Place, { move, median, mad, deviation, threshold }: Jump): Sighting {
  const robustDeviations = deviation / (MAD_TO_DEVIATION * mad);
  return {
    ...at,
    anomalyType: AnomalyType.PRICE_JUMP,
    excess: deviation - threshold,
    scale: threshold,
    facts: { logReturn: move, median, mad, threshold, robustDeviations },
  };
}

function unadjusted(at: Place, { ratio, name }: Split, move: number): Sighting {
  return {
    ...at,
    anomalyType: AnomalyType.UNADJUSTED_SPLIT,
    excess: Math.abs(Math.log(ratio)) - SPLIT_SCALE,
    scale: SPLIT_SCALE,
    facts: { logReturn: move, ratio, split: name },
  };
}
