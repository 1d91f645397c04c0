import { constants } from 'node:os';

/** The import was stopped by a signal; says what became of it. */
export class Interrupted extends Error {
  constructor(
    readonly signal: StopSignal,
    message: string,
  ) {
    super(message);
    this.name = 'Interrupted';
  }

  /** As shells have it: 130 after Ctrl-C, 143 after SIGTERM. */
  get exitCode(): number {
    return 128 + constants.signals[this.signal];
  }
}

export type StopSignal = 'SIGINT' | 'SIGTERM';

/** Aborts with the name of the first of the signals that comes; the second one ends the process at once. */
export function onStopSignals(): AbortSignal {
  const controller = new AbortController();
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const stop = (signal: NodeJS.Signals) => {
    for (const other of signals) process.off(other, stop);
    controller.abort(signal);
  };
  for (const signal of signals) process.on(signal, stop);
  return controller.signal;
}
