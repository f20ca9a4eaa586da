/** Methods whose first argument is SQL text. */
const RAW = /^(?:rawQuery|raw|(?:\w+)?Raw)$/

/**
 * SQL text is written in code: values travel as bindings, column names come out of constant
 * objects. Text counts as constant when it is made of literals and of module constants made of
 * them, looked up or joined.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const constantSql = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      interpolated:
        'SQL text must be constant: bind values with `?`, take names from a constant object.',
    },
  },
  create(context) {
    const isConstant = (node, depth = 0) => {
      if (!node || depth > 10) return false
      const constant = (child) => isConstant(child, depth + 1)
      switch (node.type) {
        case 'Literal':
          return true
        case 'TemplateLiteral':
          return node.expressions.every(constant)
        case 'BinaryExpression':
          return constant(node.left) && constant(node.right)
        case 'UnaryExpression':
          return constant(node.argument)
        case 'ConditionalExpression':
          return constant(node.consequent) && constant(node.alternate)
        case 'LogicalExpression':
          return constant(node.left) && constant(node.right)
        case 'ArrayExpression':
          return node.elements.every(constant)
        case 'ObjectExpression':
          return node.properties.every(
            (member) => member.type === 'Property' && constant(member.value)
          )
        case 'TSAsExpression':
        case 'TSSatisfiesExpression':
        case 'TSNonNullExpression':
          return constant(node.expression)
        case 'MemberExpression':
          return constant(node.object)
        case 'CallExpression':
          return (
            isQuoting(node) ||
            (isLookup(node) && constant(node.callee.object) && node.arguments.every(constant))
          )
        case 'Identifier':
          return isModuleConstant(node, depth)
        default:
          return false
      }
    }

    const isQuoting = ({ callee }) =>
      callee.type === 'MemberExpression' &&
      /^escape(?:Identifier|Literal)$/.test(callee.property.name)

    const isLookup = ({ callee }) =>
      callee.type === 'MemberExpression' &&
      ['join', 'trim', 'freeze', 'keys', 'values'].includes(callee.property.name)

    function isModuleConstant(node, depth) {
      if (node.name === 'Object') return true
      let scope = context.sourceCode.getScope(node)
      let variable
      while (scope && !(variable = scope.set.get(node.name))) scope = scope.upper
      const definition = variable?.defs[0]
      if (!definition) return false
      // A constant of another file, by the form of its name.
      if (definition.type === 'ImportBinding') return /^[A-Z][A-Z0-9_]*$/.test(node.name)
      return (
        definition.type === 'Variable' &&
        definition.parent.kind === 'const' &&
        definition.node.id.type === 'Identifier' &&
        isConstant(definition.node.init, depth + 1)
      )
    }

    return {
      CallExpression(node) {
        const { callee, arguments: args } = node
        if (callee.type !== 'MemberExpression' || args.length === 0) return
        const name = callee.property.name ?? ''
        const isText = ['TemplateLiteral', 'BinaryExpression'].includes(args[0].type)
        if (!RAW.test(name) && !(name === 'query' && isText)) return
        if (!isConstant(args[0])) context.report({ node: args[0], messageId: 'interpolated' })
      },
    }
  },
}
