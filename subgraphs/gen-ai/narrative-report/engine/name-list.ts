/** Names that are written one after the other, with commas between: nameList`total return, net return`. */
export function nameList(text: TemplateStringsArray): readonly string[] {
  return text
    .join('')
    .split(',')
    .map((name) => name.trim().replace(/\s+/g, ' '));
}
