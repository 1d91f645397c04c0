import ts from 'typescript';

/** Something that a file says and that its room may not: where, and what. */
export interface AmbientWord {
  readonly line: number;
  readonly word: string;
}

/** Members of globals that read the world instead of the arguments; `*` is any member. */
const ambientMembers: Readonly<Record<string, readonly string[]>> = {
  Date: ['now'],
  Math: ['random'],
  performance: ['now', 'timeOrigin'],
  crypto: ['*'],
  process: ['*'],
};

/**
 * What makes the result of arithmetic depend on more than its arguments: the clock (`Date.now`, `new Date()` without an
 * argument, `Date()`), chance (`Math.random`), the process, and `await`. Read from the syntax tree, so comments and
 * strings may say what they like. Shadowed names are not followed: a local called `process` is reported as well.
 */
export function ambientWords(source: string, fileName = 'x.ts'): AmbientWord[] {
  return words(source, fileName, (node) => {
    if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier)) return 'await';
    if (ts.isNewExpression(node) && isNamed(node.expression, 'Date') && !node.arguments?.length) return 'new Date()';
    if (ts.isCallExpression(node) && isNamed(node.expression, 'Date')) return 'Date()';
    return memberWord(node, ambientMembers);
  });
}

/** Reads of `process.env`, however they are spelled. */
export function environmentReads(source: string, fileName = 'x.ts'): AmbientWord[] {
  return words(source, fileName, (node) => memberWord(node, { process: ['env'] }));
}

function words(source: string, fileName: string, find: (node: ts.Node) => string | null): AmbientWord[] {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.ES2023, true);
  const found: AmbientWord[] = [];
  const visit = (node: ts.Node): void => {
    const word = find(node);
    if (word !== null) found.push({ line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1, word });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** `Math.random`, `Math['random']`, `globalThis.Math.random` and `const { random } = Math`, as `Math.random`. */
function memberWord(node: ts.Node, members: Readonly<Record<string, readonly string[]>>): string | null {
  for (const [owner, names] of Object.entries(members)) {
    for (const member of membersOf(node, owner)) {
      if (names.includes('*') || names.includes(member)) return `${owner}.${member}`;
    }
  }
  return null;
}

function membersOf(node: ts.Node, owner: string): string[] {
  if (ts.isPropertyAccessExpression(node) && isNamed(node.expression, owner)) return [node.name.text];
  if (ts.isElementAccessExpression(node) && isNamed(node.expression, owner)) {
    return ts.isStringLiteralLike(node.argumentExpression) ? [node.argumentExpression.text] : [];
  }
  if (
    ts.isVariableDeclaration(node) &&
    node.initializer &&
    isNamed(node.initializer, owner) &&
    ts.isObjectBindingPattern(node.name)
  ) {
    return node.name.elements.map((element) => (element.propertyName ?? element.name).getText());
  }
  return [];
}

function isNamed(node: ts.Expression, name: string): boolean {
  if (ts.isIdentifier(node)) return node.text === name;
  return ts.isPropertyAccessExpression(node) && isNamed(node.expression, 'globalThis') && node.name.text === name;
}
