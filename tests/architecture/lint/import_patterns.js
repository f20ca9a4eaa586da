import { DEPENDS_ON, HTTP_LAYER, WITH_DOOR, WITHOUT_HTTP } from '../boundaries.ts'

const escaped = (text) => text.replace(/[/\\^$.*+?()[\]{}|]/g, '\\$&')
const anyOf = (words) => `(?:${words.map(escaped).join('|')})`

/**
 * The patterns of `no-restricted-imports` for one module and one of its layers. With `regex`, not
 * `group`: a group starting with `#` is a comment and matches nothing.
 *
 * @param {string} module one of DEPENDS_ON
 * @param {string | null} layer a folder of the module, `*` for any other, or null beside them
 */
export function importPatterns(module, layer) {
  const above = WITH_DOOR.filter((other) => !DEPENDS_ON[module].includes(other))
  const others = Object.keys(DEPENDS_ON).filter((other) => other !== module)
  const patterns = [
    {
      regex: `^#${anyOf(Object.keys(DEPENDS_ON).filter((name) => name !== 'shared'))}/`,
      message: 'Another module is reached by its door only: import from its name.',
    },
    {
      // From app/<module>/<folder>/ the other modules are two steps up.
      regex: `^(?:\\.\\./)${layer === null ? '' : '{2,}'}(?:app/)?${anyOf(others)}/`,
      message: 'Another module is reached by its name, not by a path into it.',
    },
    { regex: '^#(?:tests|workers)/', message: 'Modules know neither tests nor workers.' },
  ]
  if (above.length > 0) {
    patterns.push({
      regex: `^#${anyOf(above)}(?:$|/)`,
      message: `${module} may know ${DEPENDS_ON[module].join(', ') || 'no module'} (boundaries.js).`,
    })
  }
  if (layer !== 'models') {
    patterns.push({
      regex: '^#database/schema$',
      message: 'Only models/ extend the generated schema.',
    })
  }
  if (WITHOUT_HTTP.includes(layer)) {
    patterns.push({
      regex: `^${anyOf(HTTP_LAYER)}|/(?:controllers|middleware)/`,
      message: `${layer} know nothing of HTTP: plain values in, plain values out.`,
    })
  }
  return patterns
}

/** One configuration block a module and layer: a later block replaces an earlier one's patterns. */
export function importBlocks() {
  // In this order: `*` holds for what no later block names.
  const layers = [null, '*', 'models', ...WITHOUT_HTTP]
  return Object.keys(DEPENDS_ON).flatMap((module) =>
    layers.map((layer) => ({
      name: `imports of ${module}${layer ? `/${layer}` : ''}`,
      files: [`app/${module}/${layer ? `${layer}/**/` : ''}*.{ts,tsx}`],
      rules: {
        'no-restricted-imports': ['error', { patterns: importPatterns(module, layer) }],
      },
    }))
  )
}
