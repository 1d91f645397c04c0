/** Rises when the same input would give another result. A backtest keeps the version that ran it. */
export const ENGINE_VERSION = '1.0.0';
