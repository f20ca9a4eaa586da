import edge from 'edge.js'
import { test } from '@japa/runner'
import i18nManager from '@adonisjs/i18n/services/main'
import { InvalidMail, sendMail } from '#shared/mails/send_mail'
import { mailbox } from '#tests/helpers/mailbox'

const TEMPLATE = 'mails/test/greeting'

test.group('Sending a mail', (group) => {
  group.setup(() => {
    edge.registerTemplate(`${TEMPLATE}_html`, {
      template: `<html lang="{{ locale }}"><a href="{{ appUrl }}/x">{{ t('mails.test.greeting.words', { name }) }}</a></html>`,
    })
    edge.registerTemplate(`${TEMPLATE}_text`, {
      template: `\n{{{ t('mails.test.greeting.words', { name }) }}}\n{{{ appUrl }}}/x\n`,
    })
    const words = {
      fr: ['Bonjour à {name}', 'Bonjour, {name}'],
      en: ['To {name}', 'Hello, {name}'],
    }
    for (const [locale, [subject, greeting]] of Object.entries(words)) {
      const translations = i18nManager.getTranslationsFor(locale)
      translations['mails.test.greeting.subject'] = subject
      translations['mails.test.greeting.words'] = greeting
    }
    return () => {
      edge.removeTemplate(`${TEMPLATE}_html`)
      edge.removeTemplate(`${TEMPLATE}_text`)
    }
  })
  group.each.setup(() => mailbox.empty())

  const greet = (values: Partial<Parameters<typeof sendMail>[0]> = {}) =>
    sendMail({
      to: 'camille@exemple.test',
      locale: 'fr',
      template: TEMPLATE,
      data: { name: 'Camille & Cie' },
      messageKey: '12-abc',
      ...values,
    })

  test('arrives in its reader’s language, as HTML and as text', async ({ assert }) => {
    await greet()
    await greet({ locale: 'en', to: 'robin@exemple.test' })
    const [french] = await mailbox.receives(1, 'camille@exemple.test')
    assert.equal(french.subject, 'Bonjour à Camille & Cie')
    assert.include(french.html, '<html lang="fr">')
    assert.include(french.html, 'Bonjour, Camille &amp; Cie')
    assert.equal(french.text.trim(), `Bonjour, Camille & Cie\n${process.env.APP_URL}/x`)
    assert.containSubset(french.headers, {
      'auto-submitted': 'auto-generated',
      'content-language': 'fr',
    })
    const [english] = await mailbox.receives(1, 'robin@exemple.test')
    assert.equal(english.subject, 'To Camille & Cie')
  })

  test('a second try has the same Message-ID, another reader another one', async ({ assert }) => {
    await greet()
    await greet()
    await greet({ to: 'robin@exemple.test' })
    await greet({ messageKey: '12-abd' })
    const mails = await mailbox.receives(4)
    const ids = mails.map(({ messageId }) => messageId)
    assert.equal(ids[0], ids[1])
    assert.lengthOf(new Set(ids), 3)
  })

  test('a line break in what the subject names adds no header', async ({ assert }) => {
    await greet({ data: { name: 'Camille\r\nBcc: victime@exemple.test\r\n' } })
    const [mail] = await mailbox.receives(1)
    assert.equal(mail.subject, 'Bonjour à Camille Bcc: victime@exemple.test')
    assert.notProperty(mail.headers, 'bcc')
    assert.lengthOf(await mailbox.mails('victime@exemple.test'), 0)
  })

  test('an address that is none, or more than one, is refused: {$self}')
    .with([
      'camille',
      'a@exemple.test, b@exemple.test',
      'a@exemple.test\r\nBcc: b@exemple.test',
      '<a@exemple.test>',
      'a b@exemple.test',
    ])
    .run(async ({ assert }, to) => {
      await assert.rejects(() => greet({ to }), InvalidMail)
      assert.lengthOf(await mailbox.mails(), 0)
    })

  test('a template without a translated subject is refused', async ({ assert }) => {
    await assert.rejects(() => greet({ template: 'mails/test/none' }), InvalidMail)
  })
})
