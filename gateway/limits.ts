import { ApolloArmor } from '@escape.tech/graphql-armor';
import { GraphQLError, type ValidationContext, type ValidationRule } from 'graphql';
import { ErrorCode } from '#schema/generated/enums.js';
import { literalRules } from './literal-rules.js';

/** How much one operation may ask for. */
export interface QueryLimits {
  /** Lexical tokens of the document; counted by the parser, so that a long document is never built. */
  readonly maxTokens: number;
  /** Nested selections, fragments included. */
  readonly maxDepth: number;
  readonly maxAliases: number;
  readonly maxDirectives: number;
  /** 1 a scalar, 2 an object, times 1.5 for each level, times a literal `first` of the lists on the way. */
  readonly maxCost: number;
  /** Values in all series together: points times columns times pages. A million are about 20 MB. */
  readonly maxColumnValues: number;
}

/** A page of 100 with its details costs about 3,000, the introspection query of an explorer 13 levels and 500 tokens. */
export const defaultLimits: QueryLimits = {
  maxTokens: 4000,
  maxDepth: 16,
  maxAliases: 40,
  maxDirectives: 40,
  maxCost: 100_000,
  maxColumnValues: 1_000_000,
};

/** Validation rules that refuse with QUERY_TOO_COMPLEX what is beyond the limits; introspection is free. */
export function limitRules(limits: QueryLimits): ValidationRule[] {
  const refusing = (mend: string) => ({
    onReject: [
      (context: ValidationContext | null, error: GraphQLError) => {
        const found = error.message.replace(/^Syntax Error: /, '');
        context?.reportError(tooComplex(`${found} ${mend}`));
      },
    ],
    propagateOnRejection: false,
  });
  const armor = new ApolloArmor({
    blockFieldSuggestion: { enabled: false },
    maxTokens: { enabled: false },
    maxDepth: { n: limits.maxDepth, flattenFragments: true, ...refusing('Ask for fewer levels at once.') },
    maxAliases: { n: limits.maxAliases, ...refusing('Split the operation.') },
    maxDirectives: { n: limits.maxDirectives, ...refusing('Split the operation.') },
    costLimit: {
      maxCost: limits.maxCost,
      flattenFragments: true,
      ...refusing('Ask for shorter pages or fewer fields, or split the operation.'),
    },
  });
  return [literalRules, ...armor.protect().validationRules];
}

/**
 * The refusal behind an error of the parser or of validation, when it is one of a limit or of a literal value; null for any
 * other error.
 * graphql-js has two of its own: the tokens, and the comparisons that fields of the same name take.
 */
export function limitRefusal(error: GraphQLError, limits: QueryLimits): GraphQLError | null {
  const code = error.extensions['code'];
  if (code === ErrorCode.QUERY_TOO_COMPLEX || code === ErrorCode.BAD_USER_INPUT) return error;
  if (/^Syntax Error: Document contains more th\w+ \d+ tokens/.test(error.message)) {
    return tooComplex(
      `The document has more than ${limits.maxTokens} tokens. Split it, or send its literal values as variables.`,
    );
  }
  if (error.message === 'Validation aborted.') {
    return tooComplex('The document repeats too many fields to be checked. Ask for each field once.');
  }
  return null;
}

function tooComplex(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: ErrorCode.QUERY_TOO_COMPLEX } });
}
