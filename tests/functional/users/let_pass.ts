import { outside } from './visitor.js'

/** Lets time pass for the counters: no test sleeps. */
export const letPass = (seconds: number) =>
  outside(
    `update throttles set blocked_until = blocked_until - ? * interval '1 second',
       updated_at = updated_at - ? * interval '1 second'`,
    [seconds, seconds]
  )
