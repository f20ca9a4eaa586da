import { STATUS_CODES } from 'node:http'

/** What an error means to whoever asked: never its message, stack or SQL. */
export interface Fault {
  status: number
  code: string
  /** The status in words, in English, for machines. */
  title: string
  /** Seconds after which trying again makes sense. */
  retryAfter?: number
  cause: unknown
}

/** PostgreSQL and pool errors that pass by themselves: starting up, shutting down, no connection, too slow. */
const PASSING = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '57014',
  '55P03',
  '53300',
  '40P01',
  '40001',
  '08000',
  '08003',
  '08006',
  '25P03',
  'E_NOT_COMMITTED',
])
const RETRY_AFTER_SECONDS = 3

/** Reads any thrown value as a {@link Fault}. What is not recognised is a 500. */
export function readFault(error: unknown): Fault {
  const { code, name, message, retryAfter, status, response } = (error ?? {}) as {
    status?: number
    /** A policy's refusal carries its own status: 404 for what must not be known to exist. */
    response?: { status?: number }
    code?: string
    name?: string
    message?: string
    retryAfter?: number
  }
  const meant = response?.status ?? status
  const passing =
    PASSING.has(code ?? '') ||
    name === 'KnexTimeoutError' ||
    /Connection terminated|connection timeout|Client has encountered a connection error/i.test(
      message ?? ''
    )
  const answer = passing ? 503 : meant && meant >= 400 && meant < 600 ? meant : 500
  return {
    status: answer,
    code: code ?? 'E_UNEXPECTED',
    title: STATUS_CODES[answer] ?? 'Error',
    retryAfter: retryAfter ?? (answer === 503 ? RETRY_AFTER_SECONDS : undefined),
    cause: error,
  }
}
