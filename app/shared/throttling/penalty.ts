const FREE_FAILURES = 5
const FIRST_PENALTY = 30
const LONGEST_PENALTY = 3600

/**
 * Seconds to wait after this many failures in a row, the latest included: the first five cost
 * nothing, the sixth 30 s, then the double each time up to one hour. A waiting time that grows,
 * never a lock-out (NIST SP 800-63B-4 §3.2.2; ASVS 5.0 6.3.1).
 */
export function penaltySeconds(failures: number): number {
  if (failures <= FREE_FAILURES) return 0
  return Math.min(FIRST_PENALTY * 2 ** (failures - FREE_FAILURES - 1), LONGEST_PENALTY)
}
