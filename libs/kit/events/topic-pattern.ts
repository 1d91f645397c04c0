/** Words of an event name or pattern: lower case, digits and hyphens. */
const NAME = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/;
const PATTERN = /^([a-z0-9-]+|\*|#)(\.([a-z0-9-]+|\*|#))*$/;
/** AMQP carries a routing key as a short string. */
const MAX_LENGTH = 255;

/** Dotted kebab-case words, at most 255 characters. */
export function isEventName(text: string): boolean {
  return text.length <= MAX_LENGTH && NAME.test(text);
}

/** Dotted words, each of them literal, `*` or `#`, at most 255 characters. */
export function isTopicPattern(text: string): boolean {
  return text.length <= MAX_LENGTH && PATTERN.test(text);
}

/**
 * Whether an event name matches a topic pattern as AMQP 0-9-1 defines it: `*` stands for exactly one word, `#` for any
 * number of words, none included.
 *
 * One row of the usual table: `matched[j]` says whether the pattern words so far match the first j words of the name;
 * O(pattern words × name words), whatever the number of `#`.
 */
export function matchesTopic(pattern: string, name: string): boolean {
  const words = name.split('.');
  let matched = [true, ...words.map(() => false)];
  for (const part of pattern.split('.')) {
    const next = [part === '#' && matched[0] === true];
    for (const [j, word] of words.entries()) {
      const here =
        part === '#'
          ? matched[j + 1] === true || next[j] === true
          : matched[j] === true && (part === '*' || part === word);
      next.push(here);
    }
    matched = next;
  }
  return matched[words.length] === true;
}

/** Whether any of the patterns matches. */
export function matchesAnyTopic(patterns: readonly string[], name: string): boolean {
  return patterns.some((pattern) => matchesTopic(pattern, name));
}

/** Throws RangeError for a pattern that AMQP would take literally, such as `back*`, or for no pattern at all. */
export function assertTopicPatterns(patterns: readonly string[]): void {
  if (patterns.length === 0) throw new RangeError('Expected at least one topic pattern, such as "backtest.*".');
  for (const pattern of patterns) {
    if (!isTopicPattern(pattern)) {
      throw new RangeError(`Expected a topic pattern of dotted words, each literal, "*" or "#"; found "${pattern}".`);
    }
  }
}
