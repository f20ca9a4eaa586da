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

/** Errors of network, PostgreSQL and pool that pass by themselves: no connection, too slow, in each other's way. */
const PASSING = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'E_NOT_COMMITTED',
  // Cancelled, waited too long for a lock, deadlock, not serialisable, idle for too long, read-only
  // while a replica takes over.
  '57014',
  '55P03',
  '40P01',
  '40001',
  '25P03',
  '25006',
  // A statement sent behind the one that should have prepared it, and failed: the next one will.
  '26000',
])

/** Classes of PostgreSQL's: connection, resources (connections, memory, disk), shutting down or starting up. */
const PASSING_CLASS = /^(08|53|57P)[0-9A-Z]{2,3}$/

/** A character that PostgreSQL can't hold (NUL): it came with the request. */
const UNTRANSLATABLE = '22021'

/** What the driver says in words only. */
const PASSING_WORDS =
  /Connection terminated|connection timeout|timeout expired|Client has encountered a connection error|Connection ended unexpectedly/i
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
    PASSING_CLASS.test(code ?? '') ||
    name === 'KnexTimeoutError' ||
    PASSING_WORDS.test(message ?? '')
  const answer = passing ? 503 : code === UNTRANSLATABLE ? 400 : statusOr500(meant)
  return {
    status: answer,
    code: code ?? 'E_UNEXPECTED',
    title: STATUS_CODES[answer] ?? 'Error',
    retryAfter: retryAfter ?? (answer === 503 ? RETRY_AFTER_SECONDS : undefined),
    cause: error,
  }
}

const statusOr500 = (meant: number | undefined) =>
  meant && meant >= 400 && meant < 600 ? meant : 500
