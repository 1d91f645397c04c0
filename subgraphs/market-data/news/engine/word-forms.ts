/** Forms that no rule makes, by their basic form. */
const IRREGULAR = new Map(
  `fall fell fallen, rise rose risen, grow grew grown, sink sank sunk, shrink shrank shrunk, slide slid, lose lost, win won,
   beat beaten, take took taken, break broke broken, throw threw thrown, swing swung, swell swollen, strike struck stricken,
   lay laid, pay paid, repay repaid, sell sold, buy bought, run ran, lead led, leap leapt, dive dove, write wrote written,
   stick stuck, hold held, withhold withheld, go went gone goes, come came, overcome overcame, begin began begun, bear bore borne,
   feel felt, find found, freeze froze frozen, give gave given, forgive forgave forgiven, mislead misled, seek sought,
   shake shook shaken, shoot shot, spend spent, steal stole stolen, withdraw withdrew withdrawn, withstand withstood,
   burn burnt, overshoot overshot, drive drove driven, fight fought, quit quits, plead pled, be is are was were been,
   wide wider widest, big bigger biggest, large larger largest, small smaller smallest, high highest, low lowest, few fewest`
    .split(',')
    .flatMap((line) => {
      const [base, ...forms] = line.trim().split(/\s+/) as [string, ...string[]];
      return forms.map((form) => [form, base] as const);
    }),
);

/** Endings, and what may have stood in their place: `dropped` is of drop, `rising` of rise, `delinquencies` of delinquency. */
const ENDINGS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/ies$/, ['y', 'ie']],
  [/ied$/, ['y', 'ie']],
  [/ying$/, ['y', 'ie']],
  [/([bdgklmnprtv])\1(?:ed|ing)$/, ['$1', '$1$1']],
  [/es$/, ['', 'e']],
  [/s$/, ['']],
  [/ed$/, ['', 'e']],
  [/ing$/, ['', 'e']],
];

/** The word itself, then the basic forms that it may be of, the likely ones first. */
export function wordForms(word: string): string[] {
  const forms = [word];
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) forms.push(irregular);
  for (const [ending, replacements] of ENDINGS) {
    if (!ending.test(word)) continue;
    for (const replacement of replacements) {
      const form = word.replace(ending, replacement);
      if (form.length >= 2 && !forms.includes(form)) forms.push(form);
    }
  }
  return forms;
}
