import { AnomalyType } from '#schema/generated/enums.js';
import type { InspectedBars } from '../quality.js';
import type { Sighting } from './finding-collector.js';
import { RollingSpread } from './rolling-spread.js';

const WINDOW = 60;
const ALLOWED = 10;
const MAD_TO_DEVIATION = 1.4826;
/** Volumes that hardly ever change have hardly any spread: at least a doubling is asked for. */
const SMALLEST_MAD = 0.05;

/**
 * VOLUME_SPIKE: log volume above the median of the 60 bars before it by more than 10 × 1.4826 × MAD (MAD at least 0.05,
 * which is a factor of 2.1). A volume of zero takes part as the smallest one; where half of the 60 have none there is no
 * verdict. The score's scale is the threshold.
 */
export function findVolumeSpikes({ timestamps, volume }: InspectedBars, found: (sighting: Sighting) => void): void {
  const spread = new RollingSpread(WINDOW);
  for (let i = 0; i < timestamps.length; i++) {
    const logVolume = volume[i]! > 0 ? Math.log(volume[i]!) : Number.NEGATIVE_INFINITY;
    if (spread.isFull) {
      const median = spread.median();
      const above = logVolume - median;
      if (above > ALLOWED * MAD_TO_DEVIATION * SMALLEST_MAD && Number.isFinite(median)) {
        const mad = Math.max(spread.mad(), SMALLEST_MAD);
        const threshold = ALLOWED * MAD_TO_DEVIATION * mad;
        if (above > threshold) {
          found({
            anomalyType: AnomalyType.VOLUME_SPIKE,
            index: i,
            occurredAt: timestamps[i]!,
            excess: above - threshold,
            scale: threshold,
            facts: { volume: volume[i]!, medianVolume: Math.exp(median), mad, threshold, times: Math.exp(above) },
          });
        }
      }
    }
    spread.push(logVolume);
  }
}
