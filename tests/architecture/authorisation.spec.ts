import { test } from '@japa/runner'
import { authorisationViolations } from './checks/authorisation.js'
import { OPEN_ACTIONS } from './lists.js'
import { filesOf } from './source.js'

const PATH = 'app/users/controllers/planted_controller.ts'
const controller = (body: string, rest = '') => [
  { path: PATH, text: `export default class PlantedController {\n${body}\n}\n${rest}` },
]

test.group('Authorisation', () => {
  test('every controller action authorises, or is open for a reason', ({ assert }) => {
    assert.deepEqual(authorisationViolations(filesOf(/_controller\.ts$/), OPEN_ACTIONS), [])
  })

  test('finds {$self}')
    .with(
      [
        { of: 'an action that asks nobody', body: `async show() { return 1 }` },
        {
          of: 'an action that asks and drops the answer',
          body: `async show({ bouncer }) { bouncer.with(P).authorize('show'); return 1 }`,
        },
        {
          of: 'an action beside one that authorises',
          body: `async index({ bouncer }) { await bouncer.authorize('x') }\n async show() {}`,
        },
        {
          of: 'an action that only mentions authorize',
          body: `async show() { /* await bouncer.authorize('show') */ return 'authorize' }`,
        },
        {
          of: 'an action that asks allows',
          body: `async show({ bouncer }) { await bouncer.authorize('a'); await bouncer.allows('b') }`,
        },
      ].map((planted) => ({ ...planted, toString: () => planted.of }))
    )
    .run(({ assert }, { body }) => {
      assert.lengthOf(authorisationViolations(controller(body), {}), 1)
    })

  test('takes authorize when it is awaited, returned, or in a function of the file', ({
    assert,
  }) => {
    for (const [body, rest] of [
      [`async show({ bouncer }) { await bouncer.with(P).authorize('show') }`],
      [
        `async show(ctx) { const id = await found(ctx) }`,
        `async function found(c) { await c.bouncer.authorize('x') }`,
      ],
      [
        `async show(ctx) { await this.found(ctx) }\n private async found(c) { return c.bouncer.authorize('x') }`,
      ],
    ]) {
      assert.isEmpty(authorisationViolations(controller(body, rest), {}))
    }
  })

  test('finds a listed action that authorises after all, and one that is gone', ({ assert }) => {
    const files = controller(`async show({ bouncer }) { await bouncer.authorize('show') }`)
    const listed = { 'app/users/controllers/planted_controller#show': 'open', 'app/gone#show': 'x' }
    assert.lengthOf(authorisationViolations(files, listed), 2)
  })
})
