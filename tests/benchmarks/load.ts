import { setTimeout as delay } from 'node:timers/promises'
import { percentile } from './statistics.js'
import { Wire } from './wire.js'

/** A server and the calls to make of it, in turn. */
export interface Target {
  port: number
  calls: readonly Buffer[]
  /** What every right answer contains. */
  expects: string
}

/** What one round of load gave. Times are milliseconds. */
export interface Round {
  perSecond: number
  p50: number
  p95: number
  p99: number
}

/** Answers that were not the expected ones: what was measured is worth nothing. */
export class WrongAnswer extends Error {
  override name = 'WrongAnswer'
}

/** As many calls as are answered with `connections` of them always under way. */
export async function closedLoop(
  { port, calls, expects }: Target,
  { connections, seconds }: { connections: number; seconds: number }
): Promise<Round> {
  const wires = await openWires(port, expects, connections)
  const latencies: number[] = []
  const began = performance.now()
  const end = began + seconds * 1000
  let next = 0
  try {
    await Promise.all(
      wires.map(
        (wire) =>
          new Promise<void>((resolve, reject) => {
            const again = () => {
              const sent = performance.now()
              if (sent >= end) return resolve()
              wire.send(calls[next++ % calls.length], (fault) => {
                if (fault !== undefined) return reject(new WrongAnswer(fault))
                latencies.push(performance.now() - sent)
                again()
              })
            }
            again()
          })
      )
    )
    return summary(latencies, performance.now() - began)
  } finally {
    for (const wire of wires) wire.close()
  }
}

/**
 * `rate` calls a second whatever the server does. A call's time counts from the instant it was
 * due, so that a server that stalls pays for all who wait meanwhile (no coordinated omission).
 */
export async function openLoop(
  { port, calls, expects }: Target,
  { rate, seconds, connections = 128 }: { rate: number; seconds: number; connections?: number }
): Promise<Round> {
  const idle = await openWires(port, expects, connections)
  const wires = [...idle]
  const waiting: number[] = []
  const latencies: number[] = []
  const count = Math.round(rate * seconds)
  const began = performance.now()
  let next = 0
  let wrong: WrongAnswer | undefined
  const dispatch = () => {
    while (waiting.length > 0 && idle.length > 0) {
      const due = waiting.shift()!
      const wire = idle.pop()!
      wire.send(calls[next++ % calls.length], (fault) => {
        if (fault !== undefined) wrong ??= new WrongAnswer(fault)
        latencies.push(performance.now() - due)
        idle.push(wire)
        dispatch()
      })
    }
  }
  try {
    for (let scheduled = 0; latencies.length < count;) {
      const now = performance.now()
      for (; scheduled < count && began + (scheduled * 1000) / rate <= now; scheduled++) {
        waiting.push(began + (scheduled * 1000) / rate)
      }
      dispatch()
      if (wrong) throw wrong
      // Overloaded beyond all measure: the backlog itself is the answer.
      if (now - began > seconds * 3000) {
        for (const due of waiting) latencies.push(now - due)
        break
      }
      await delay(1)
    }
    return summary(latencies, performance.now() - began)
  } finally {
    for (const wire of wires) wire.close()
  }
}

function openWires(port: number, expects: string, connections: number): Promise<Wire[]> {
  return Promise.all(Array.from({ length: connections }, () => Wire.open(port, expects)))
}

function summary(latencies: number[], milliseconds: number): Round {
  return {
    perSecond: latencies.length / (milliseconds / 1000),
    p50: percentile(latencies, 0.5),
    p95: percentile(latencies, 0.95),
    p99: percentile(latencies, 0.99),
  }
}
