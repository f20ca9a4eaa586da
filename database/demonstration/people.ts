/** One password for everybody: the demonstration is there to be tried. */
export const DEMONSTRATION_PASSWORD = 'demonstration habilis 2026'

export interface DemonstrationPerson {
  login_email: string
  first_name: string
  last_name: string
  is_operator?: boolean
  last_login_at?: string | null
}

export const MANAGER: DemonstrationPerson = {
  login_email: 'gp@demo.habilis.test',
  first_name: 'Alix',
  last_name: 'Exemple',
}
export const AGENT: DemonstrationPerson = {
  login_email: 'agent@demo.habilis.test',
  first_name: 'Camille',
  last_name: 'Modèle',
}
export const STRANGER: DemonstrationPerson = {
  login_email: 'gp@autre.habilis.test',
  first_name: 'Dominique',
  last_name: 'Spécimen',
}
export const OPERATOR: DemonstrationPerson = {
  login_email: 'operateur@demo.habilis.test',
  first_name: 'Noa',
  last_name: 'Exploitation',
  is_operator: true,
}

const FIRST_NAMES = [
  'Andréa',
  'Camille',
  'Charlie',
  'Claude',
  'Eden',
  'Gaël',
  'Jo',
  'Lou',
  'Maé',
  'Maxence',
  'Noa',
  'Sacha',
  'Yaël',
]

/** People whose names say that nobody bears them. */
export const FICTIONAL: DemonstrationPerson[] = Array.from({ length: 26 }, (_, index) => ({
  login_email: `personne${String(index + 1).padStart(2, '0')}@demo.habilis.test`,
  first_name: FIRST_NAMES[index % FIRST_NAMES.length],
  last_name: `Fictif${String(index + 1).padStart(2, '0')}`,
  // Some have never signed in.
  last_login_at:
    index % 4 === 3 ? null : `2026-${String((index % 10) + 1).padStart(2, '0')}-16T08:37:00Z`,
}))
