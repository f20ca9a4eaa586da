import type { Examination } from '#shared/health/readiness'

/** How the service is, in the words of `layout.service_*`. */
export function serviceStateOf(found: Examination | null): 'available' | 'degraded' | 'unknown' {
  if (!found) return 'unknown'
  return found.ready ? 'available' : 'degraded'
}
