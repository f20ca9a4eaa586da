import { test } from '@japa/runner'
import {
  argumentsOf,
  breakingSpaces,
  differingMessages,
  missingMessages,
  readMessages,
} from './checks/language.js'
import { filesOf } from './source.js'

const texts = filesOf(/^resources\/lang\/.+\.json$/)
const languages = { fr: readMessages(texts, 'fr'), en: readMessages(texts, 'en') }

test.group('Languages', () => {
  test('every message that is asked for exists in French and in English', ({ assert }) => {
    const users = filesOf(/^resources\/views\/.+\.edge$|^(?:app|workers|start|commands)\/.+\.tsx?$/)
    assert.deepEqual(missingMessages(users, languages), [])
  })

  test('both languages have the same messages, filled in with the same values', ({ assert }) => {
    assert.deepEqual(differingMessages(languages.fr, languages.en), [])
  })

  test('no line of French begins with a sign that belongs to the one before', ({ assert }) => {
    assert.deepEqual(breakingSpaces(languages.fr), [])
    assert.deepEqual(
      breakingSpaces({ a: 'Quoi ?', b: '« oui\u00a0»', c: 'non\u00a0: «\u00a0oui\u00a0»' }),
      ['a', 'b']
    )
  })

  test('planted gaps are found', ({ assert }) => {
    const known = { fr: { 'a.b': 'x', 'a.c.d': 'y' }, en: { 'a.b': 'x' } }
    const asked = (text: string) => missingMessages([{ path: 'planted.edge', text }], known)
    assert.lengthOf(asked(`{{ t('a.missing') }}`), 2)
    assert.lengthOf(asked(`i18n.t("a.c.d")`), 1)
    assert.lengthOf(asked('i18n.t(`a.c.${status}`)'), 1)
    assert.lengthOf(asked(`t('a.c.' + status)`), 1)
    assert.isEmpty(asked(`t('a.b') + about('a.z') + split(', ')`))
  })

  test('planted differences are found', ({ assert }) => {
    assert.lengthOf(differingMessages({ a: 'x', b: 'y' }, { a: 'x' }), 1)
    assert.lengthOf(differingMessages({ a: 'Bonjour {name}' }, { a: 'Hello {nom}' }), 1)
    assert.isEmpty(differingMessages({ a: 'à {x}, {y}' }, { a: '{y} at {x}' }))
  })

  test('values are read inside plurals too', ({ assert }) => {
    const message = 'Reste {n, plural, one {# jour à {who}} other {{n} jours}} le {at, date, long}.'
    assert.sameMembers([...argumentsOf(message)], ['n', 'who', 'at'])
  })
})
