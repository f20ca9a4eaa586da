import { edgeGlobals } from 'edge.js'

/** Groups of an identifier side by side: the style sheet sets them apart, and no space is copied. */
export function identifierMarkup(groups: readonly string[]) {
  const spans = groups.map((group) => `<span>${edgeGlobals.html.escape(group)}</span>`)
  return edgeGlobals.html.safe(`<span class="identifier">${spans.join('')}</span>`)
}
