/**
 * Ends a switch over strategy types: tsc refuses the call while a type is left out.
 *
 * @throws RangeError for a type that came past the compiler, from a newer store for example.
 */
export function unknownType(config: never): never {
  throw new RangeError(`No strategy of type ${(config as { readonly type: string }).type} is known.`);
}
