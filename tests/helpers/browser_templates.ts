import { globSync } from 'node:fs'
import edge from 'edge.js'
import app from '@adonisjs/core/services/app'

/** Every page there is, by the name of its template. */
export function pageTemplates(): string[] {
  return globSync('pages/**/[!_]*.edge', { cwd: app.viewsPath() })
    .map((path) => path.replace(/\.edge$/, '').replaceAll('\\', '/'))
    .sort()
}

/** The templates that this process renders from now on. */
export function templatesShown(): Set<string> {
  const shown = new Set<string>()
  const prototype = Object.getPrototypeOf(edge.createRenderer())
  const { render } = prototype
  prototype.render = function (template: string, ...rest: unknown[]) {
    shown.add(template)
    return render.call(this, template, ...rest)
  }
  return shown
}
