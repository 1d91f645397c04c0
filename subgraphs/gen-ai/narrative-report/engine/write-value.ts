import type { Fact } from './fact.js';

/** A fact's value as a list of mismatches shows it, to four significant decimals; "undefined" when the run does not define it. */
export function writeValue({ value, unit }: Fact): string {
  if (value === null) return 'undefined';
  if (typeof value === 'string') return value;
  switch (unit) {
    case 'fraction':
      return `${trim(value * 100)} %`;
    case 'points':
      return `${trim(value * 100)} percentage points`;
    case 'money':
      return `$${value.toFixed(2)}`;
    case 'days':
      return `${trim(value)} days`;
    case 'ratio':
    case 'count':
    case 'period':
    case 'date':
      return trim(value);
    default:
      return unit satisfies never;
  }
}

function trim(value: number): string {
  return String(Number(value.toFixed(4)));
}
