import { createHash } from 'node:crypto'
import env from '#start/env'
import { SealedBox } from '#shared/sealed_box'

const box = new SealedBox(env.get('APP_KEY').release())

/** How long a sealed copy opens, and how long an export waits for its download. */
export const EXPORT_MINUTES = 15

/** A credential that one session may still export. `password` is in clear. */
export interface ExportableCredential {
  accountId: number
  version: number
  password: string
}

/** What is stored in place of a session's binding or a ticket: neither can be had back from it. */
export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

export function exportDeadline(now: Date): Date {
  return new Date(now.getTime() + EXPORT_MINUTES * 60_000)
}

/**
 * The copy that the recap carries: only this session can have it opened again, for this account
 * and password, within the quarter of an hour.
 */
export function sealForPage(
  { accountId, version, password }: ExportableCredential,
  session: string,
  now: Date
): string {
  const sealed = box.sealText(
    password,
    pageBinding(session, accountId, version),
    exportDeadline(now)
  )
  return `${accountId}.${version}.${sealed}`
}

export function openFromPage(
  copy: string,
  session: string,
  now: Date
): ExportableCredential | null {
  const [, account, number, sealed] =
    /^([1-9]\d{0,8})\.([1-9]\d{0,8})\.([A-Za-z0-9_-]+)$/.exec(copy) ?? []
  if (!sealed) return null
  const accountId = Number(account)
  const version = Number(number)
  const password = box.openText(sealed, pageBinding(session, accountId, version), now)
  return password === null ? null : { accountId, version, password }
}

/** An export's row, as its sealed values are bound to it. */
export interface ExportRow {
  technicalAccountId: number
  ticketHash: Buffer
  sessionHash: Buffer
}

/** What the worker needs to make the PDF, besides what it reads from the tables. */
export interface ExportSecret {
  password: string
  version: number
  locale: string
}

export function sealSecret(secret: ExportSecret, row: ExportRow, expiresAt: Date): string {
  return box.sealText(
    JSON.stringify(secret),
    rowBinding('credential-export-secret', row),
    expiresAt
  )
}

export function openSecret(sealed: string, row: ExportRow, now: Date): ExportSecret | null {
  const text = box.openText(sealed, rowBinding('credential-export-secret', row), now)
  return text === null ? null : JSON.parse(text)
}

export function sealPdf(pdf: Buffer, row: ExportRow, expiresAt: Date): Buffer {
  return box.sealBytes(pdf, rowBinding('credential-export-pdf', row), expiresAt)
}

export function openPdf(sealed: Buffer, row: ExportRow, now: Date): Buffer | null {
  return box.openBytes(sealed, rowBinding('credential-export-pdf', row), now)
}

function pageBinding(session: string, accountId: number, version: number) {
  return { purpose: 'credential-export', context: { session, accountId, version } }
}

function rowBinding(purpose: string, row: ExportRow) {
  return {
    purpose,
    context: {
      accountId: row.technicalAccountId,
      ticket: row.ticketHash.toString('base64url'),
      session: row.sessionHash.toString('base64url'),
    },
  }
}
