import { test } from '@japa/runner'
import {
  missingRoutes,
  missingTemplates,
  printedTags,
  unescapedViolations,
} from './checks/templates.js'
import { UNESCAPED } from './lists.js'
import { filesOf } from './source.js'

const templates = filesOf(/^resources\/views\/.+\.edge$/)
const users = [...templates, ...filesOf(/^(?:app|workers)\/.+\.tsx?$/)]

test.group('Templates', () => {
  test('escape what they print', ({ assert }) => {
    assert.deepEqual(unescapedViolations(templates, UNESCAPED), [])
  })

  test('show no tag of their language to the reader', ({ assert }) => {
    assert.deepEqual(printedTags(templates), [])
  })

  test('exist where they are named', ({ assert }) => {
    const paths = templates.map(({ path }) => path)
    assert.deepEqual(missingTemplates(users, paths), [])
  })

  test('and redirections lead to routes that exist', ({ assert }) => {
    const [types] = filesOf(/^\.adonisjs\/server\/routes\.d\.ts$/)
    const routes = new Set([...types.text.matchAll(/^ {4}'([^']+)':/gm)].map(([, name]) => name))
    assert.deepEqual(missingRoutes(users, routes), [])
  })

  test('planted faults are found', ({ assert }) => {
    const plant = (text: string) => [{ path: 'a.edge', text }]
    assert.lengthOf(unescapedViolations(plant('<p>{{{ name }}}</p>'), {}), 1)
    assert.lengthOf(unescapedViolations(plant('{{ name }}'), { 'a.edge': { name: 'x' } }), 1)
    assert.isEmpty(unescapedViolations(plant('{{{ name }}}'), { 'a.edge': { name: 'x' } }))
    assert.lengthOf(printedTags(plant('<p>{{ a }}@if(b) c@end</p>')), 1)
    assert.isEmpty(printedTags(plant('{{-- see @if --}}\n  @if(b)\n  a@exemple.test\n  @end')))
    assert.lengthOf(missingTemplates(plant(`@include('gone')`), []), 1)
    assert.lengthOf(missingTemplates(plant(`view.render('pages/gone')`), []), 1)
    assert.lengthOf(missingRoutes(plant(`{{ urlFor('gone.show', [1]) }}`), new Set()), 1)
  })
})
