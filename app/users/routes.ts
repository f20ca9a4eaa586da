import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { pipelines } from '#start/kernel'

/** Loose enough for a link that a mail reader has cut: its page says what to do. */
const SECRET = /^[\w-]{1,128}$/

/** Forms that open their own scopes, because they hash or work without a session. */
router
  .group(() => {
    router.get('login', [controllers.users.Session, 'create'])
    router.post('login', [controllers.users.Session, 'store'])
    router.post('logout', [controllers.users.Session, 'destroy'])

    router.get('forgot-password', [controllers.users.PasswordResetRequests, 'create'])
    router.post('forgot-password', [controllers.users.PasswordResetRequests, 'store'])
    router.get('reset-password/:secret', [controllers.users.PasswordResets, 'edit'])
    router.post('reset-password/:secret', [controllers.users.PasswordResets, 'update'])

    router.get('reauthentication', [controllers.users.Reauthentication, 'create'])
    router.post('reauthentication', [controllers.users.Reauthentication, 'store'])

    router.get('contact-email/:secret', [controllers.users.ContactEmailVerifications, 'create'])
    router.post('contact-email/:secret', [controllers.users.ContactEmailVerifications, 'store'])
  })
  .where('secret', SECRET)
  .use(pipelines.passwordForm)

router.get('account', [controllers.users.Account, 'show']).use(pipelines.person)

router
  .group(() => {
    router.get('account/contact-email', [controllers.users.ContactEmails, 'edit'])
    router.post('account/contact-email', [controllers.users.ContactEmails, 'update'])
  })
  .use(pipelines.sensitive)
