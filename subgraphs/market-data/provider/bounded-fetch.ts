import { malformed, rateLimited, unreachable } from './provider.errors.js';

/** The largest answer that is read: all one-minute bars of a month are some 3 MB. */
export const MAX_ANSWER_BYTES = 64 * 2 ** 20;

export interface FetchedText {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

/**
 * One GET, whose body is read up to a bound. Tells apart what a provider's status says: had enough (429, 418), broken
 * (5xx), or an answer.
 * @throws ProviderFailure; never with the address, which may hold a key
 */
export async function fetchText(
  provider: string,
  url: URL,
  init: {
    readonly signal: AbortSignal;
    readonly headers?: Readonly<Record<string, string>>;
    readonly maxBytes?: number;
  },
): Promise<FetchedText> {
  const { signal, headers, maxBytes = MAX_ANSWER_BYTES } = init;
  let response: Response;
  try {
    // A redirect could lead anywhere, with the key in its address.
    response = await fetch(url, { signal, redirect: 'error', ...(headers ? { headers } : {}) });
  } catch (error) {
    signal.throwIfAborted();
    throw unreachable(provider, `the connection failed (${causeOf(error)})`);
  }
  const { status } = response;
  if (status === 429 || status === 418 || status >= 500) {
    await response.body?.cancel().catch(() => undefined);
    const retryAfterMs = retryAfter(response.headers.get('retry-after'), response.headers.get('date'));
    throw status >= 500
      ? unreachable(provider, `it answered with the HTTP status ${status}`, retryAfterMs)
      : rateLimited(provider, retryAfterMs);
  }
  return { status, text: await readText(provider, response, maxBytes, signal), headers: response.headers };
}

async function readText(provider: string, response: Response, maxBytes: number, signal: AbortSignal): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      bytes += (chunk as Uint8Array).length;
      if (bytes > maxBytes) break;
      text += decoder.decode(chunk as Uint8Array, { stream: true });
    }
  } catch {
    signal.throwIfAborted();
    throw unreachable(provider, 'the connection broke in the middle of the answer');
  }
  if (bytes > maxBytes) throw malformed(provider, `at most ${maxBytes} bytes`, 'more');
  return text + decoder.decode();
}

/** A code of Node or undici, such as ECONNREFUSED: says what failed and holds nothing of the address. */
function causeOf(error: unknown): string {
  const code = ((error as Error).cause as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : 'no reason given';
}

/** Seconds, or a date, which is measured by the provider's own clock; null when there is neither. At most a day. */
export function retryAfter(header: string | null, date: string | null): number | null {
  if (header === null) return null;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - Date.parse(date ?? '');
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), 86_400_000) : null;
}
