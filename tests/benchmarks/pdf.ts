import { setTimeout as delay } from 'node:timers/promises'
import { booted } from './booted.js'

/* The credential's PDF as a worker makes it, one after the other: a rate and the memory per block. */
await booted(async () => {
  const { default: i18nManager } = await import('@adonisjs/i18n/services/main')
  const { writeCredentialSheet } =
    await import('../../app/technical_accounts/exports/credential_sheet.js')
  const { renderCredentialPdf } =
    await import('../../app/technical_accounts/pdfs/credential_pdf.js')
  const { generatePassword } =
    await import('../../app/technical_accounts/credential/technical_password.js')

  const render = (n: number) =>
    renderCredentialPdf({
      text: writeCredentialSheet(
        {
          login: `TECH_${n}64205873900839@habilis.test`,
          password: generatePassword(),
          expiresAt: new Date(),
          label: null,
          organisation: {
            name: `Structure d’essai ${n}`,
            identifierType: 'SIRET',
            identifier: '64205873900839',
          },
        },
        i18nManager.locale('fr')
      ),
      locale: 'fr',
    })
  const blocks = []
  const block = Number(process.env.PDFS) / 10
  // V8 lets the heap grow to a size it keeps: over 4,000 documents it is reached within 800.
  for (let i = 0; i < 8 * block; i++) {
    await render(i)
    await delay(1)
  }
  for (let n = 0; n < 10; n++) {
    let milliseconds = 0
    for (let i = 0; i < block; i++) {
      const began = performance.now()
      const pdf = await render(i)
      milliseconds += performance.now() - began
      // The event loop turns between two jobs: React lets go of what it drew only then.
      await delay(1)
      if (!pdf.subarray(0, 5).equals(Buffer.from('%PDF-'))) throw new Error('That is no PDF')
    }
    const perSecond = (block * 1000) / milliseconds
    blocks.push({ perSecond, rss: process.memoryUsage.rss() })
  }
  return blocks
})
