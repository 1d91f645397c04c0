/** What a symbol looks like: SPX, BRK.B, ^GSPC, BTC/USD, EURUSD=X. Capital letters, digits and `^ . - = /`, at most 20. */
export const SYMBOL_PATTERN = /^[A-Z0-9^][A-Z0-9.\-=/^]{0,19}$/;
