/**
 * `any` gives up what the types promise: whoever reads it is told why, on the line or above it.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const anyWithReason = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { reason: 'Say why beside it (on this line or above), or give it a type.' },
  },
  create(context) {
    const lines = new Set()
    for (const { loc } of context.sourceCode.getAllComments()) {
      for (let line = loc.start.line; line <= loc.end.line + 1; line++) lines.add(line)
    }
    return {
      TSAnyKeyword(node) {
        if (!lines.has(node.loc.start.line)) context.report({ node, messageId: 'reason' })
      },
    }
  },
}

/**
 * A rule is switched off by name and with a reason: `eslint-disable-next-line rule -- reason`.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const disableWithReason = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      reason: 'Name the rule and say why: `eslint-disable-next-line rule -- reason`.',
    },
  },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          if (isUnreasonedDisable(comment.value)) {
            context.report({ loc: comment.loc, messageId: 'reason' })
          }
        }
      },
    }
  },
}

/** Whether a comment's text switches lint off without naming a rule or giving a reason. */
export function isUnreasonedDisable(text) {
  return (
    /^\s*eslint-disable/.test(text) &&
    !/^\s*eslint-disable[\w-]*\s+[@\w][\s\S]*?\s--\s+\S/.test(text)
  )
}
