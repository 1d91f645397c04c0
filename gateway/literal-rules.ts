import { type ASTNode, type DocumentNode, GraphQLError, Kind, type ValidationContext, visit } from 'graphql';
import { BadUserInput, type DomainError } from '#kit/errors/domain-error.js';
import { MAX_PAGE, pageSize } from '#kit/graphql/pagination.js';

/**
 * Literal values that are wrong whatever they are used for: refused as BAD_USER_INPUT before any other rule looks at
 * them. A page size beyond what any list gives would otherwise be multiplied into the cost and called a complex query;
 * a number beyond a double would reach the planner, which takes it for a fault of its own.
 */
export function literalRules(context: ValidationContext) {
  const refuse = (node: ASTNode, check: () => void) => {
    try {
      check();
    } catch (refusal) {
      const { message, extensions } = refusal as DomainError;
      context.reportError(new GraphQLError(message, { nodes: node, extensions: { ...extensions } }));
    }
  };
  const finite = (node: ASTNode & { readonly value: string }) =>
    refuse(node, () => {
      if (Number.isFinite(Number(node.value))) return;
      throw new BadUserInput(`Expected a number that a double can hold, found ${node.value.slice(0, 40)}.`);
    });
  const check = (document: DocumentNode) => {
    visit(document, {
      Argument(node) {
        const { name, value } = node;
        if (name.value === 'first' && value.kind === Kind.INT)
          refuse(node, () => pageSize(Number(value.value), MAX_PAGE));
      },
      FloatValue: finite,
      IntValue: finite,
    });
  };
  return { Document: { enter: check } };
}
