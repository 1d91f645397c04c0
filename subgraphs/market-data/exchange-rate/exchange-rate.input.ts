import { BadUserInput } from '#kit/errors/domain-error.js';
import { CURRENCY_CODE } from './exchange-rate.js';

/** A currency's code in capitals. @throws BadUserInput for what is none */
export function currencyCode(argument: string, value: string): string {
  const code = value.trim().toUpperCase();
  if (CURRENCY_CODE.test(code)) return code;
  throw new BadUserInput(
    `${argument}: expected the code of a currency, 2 to 10 letters and digits as USD or BTC, found "${value.slice(0, 40)}".`,
    { argument },
  );
}
