const DAY = 24 * 60 * 60 * 1000

/** When a password's end is announced, from the least urgent; days before, as the database names them. */
export const EXPIRY_STAGES = ['30', '15', '7', '3', '1', 'expired'] as const
export type ExpiryStage = (typeof EXPIRY_STAGES)[number]

/**
 * The instant a stage is reached. A day is 24 hours of elapsed time, like the password's validity
 * itself, whatever a time zone's clocks do in between.
 */
export function stageInstant(stage: ExpiryStage, expiresAt: Date): Date {
  const days = stage === 'expired' ? 0 : Number(stage)
  return new Date(expiresAt.getTime() - days * DAY)
}

/**
 * The notice to send now for one password, or null. It is the stage reached last: what was missed
 * before it while workers were down is never sent. None when that stage or a more urgent one was
 * sent, and none for a stage at or before the password's creation, whose own mail says it all.
 */
export function dueStage(password: {
  createdAt: Date
  expiresAt: Date
  alreadySent: ReadonlySet<ExpiryStage>
  now: Date
}): ExpiryStage | null {
  const { createdAt, expiresAt, alreadySent, now } = password
  const reached = EXPIRY_STAGES.findLastIndex((stage) => {
    const instant = stageInstant(stage, expiresAt)
    return instant > createdAt && instant <= now
  })
  if (reached === -1) return null
  const tooLate = EXPIRY_STAGES.slice(reached).some((stage) => alreadySent.has(stage))
  return tooLate ? null : EXPIRY_STAGES[reached]
}

/**
 * Who is to hear of a stage, without their address: an integrator by their place among the
 * account's, an operator by their id.
 */
export type NoticeReader =
  'manager' | `integrator:${number}` | 'organisation' | `operator:${number}`

export interface NoticeRecipient {
  reader: NoticeReader
  address: string
}

/**
 * Who hears of a stage: the principal manager and the integrators; from three days before, the
 * organisation too. Without a principal manager the organisation and the operators stand in from
 * the first notice on, since they alone can bring one back. Each address once, whatever its case.
 */
export function noticeRecipients(notice: {
  stage: ExpiryStage
  managerEmail: string | null
  integratorEmails: readonly string[]
  organisationEmail: string | null
  operators: readonly { id: number; contactEmail: string }[]
}): NoticeRecipient[] {
  const { stage, managerEmail, integratorEmails, organisationEmail, operators } = notice
  const urgent = EXPIRY_STAGES.indexOf(stage) >= EXPIRY_STAGES.indexOf('3')

  const readers: { reader: NoticeReader; address: string | null }[] = [
    { reader: 'manager', address: managerEmail },
    ...integratorEmails.map((address, i) => ({ reader: `integrator:${i}` as const, address })),
    { reader: 'organisation', address: urgent || !managerEmail ? organisationEmail : null },
    ...(managerEmail ? [] : operators).map(({ id, contactEmail }) => ({
      reader: `operator:${id}` as const,
      address: contactEmail,
    })),
  ]
  const recipients = readers.filter((reader): reader is NoticeRecipient => Boolean(reader.address))

  const keys = recipients.map(({ address }) => address.toLowerCase())
  return recipients.filter((_, i) => keys.indexOf(keys[i]) === i)
}
