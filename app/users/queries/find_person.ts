import User from '../models/user.js'

/** A person as other modules may know them. */
export interface Person {
  id: number
  /** What they sign in with; mail about the account itself goes there. */
  loginEmail: string
  /** Verified; notifications go there. */
  contactEmail: string
  firstName: string
  lastName: string
  phone: string | null
  locale: 'fr' | 'en'
  isOperator: boolean
  lastLoginAt: Date | null
  /** The login before the current one: "Dernière connexion le …". */
  previousLoginAt: Date | null
  deactivatedAt: Date | null
}

/** Everything but the hash, which a person's own scope may not read. */
const READABLE = [
  'id',
  'loginEmail',
  'contactEmail',
  'firstName',
  'lastName',
  'phone',
  'locale',
  'isOperator',
  'lastLoginAt',
  'previousLoginAt',
  'deactivatedAt',
] as const

export async function findPerson(id: number): Promise<Person | null> {
  const user = await User.query()
    .select(...READABLE)
    .where('id', id)
    .first()
  return user && personFrom(user)
}

/** @param login as it was typed: case and surrounding spaces don't count */
export async function findPersonByLogin(login: string): Promise<Person | null> {
  const user = await findUserByLogin(login)
  return user && personFrom(user)
}

/** The model itself, for this module's own actions. */
export function findUserByLogin(login: string): Promise<User | null> {
  return User.query()
    .whereRaw('lower(login_email) = lower(?)', [login.normalize('NFC').trim()])
    .first()
}

function personFrom(user: User): Person {
  return {
    id: user.id,
    loginEmail: user.loginEmail,
    contactEmail: user.contactEmail,
    firstName: user.firstName,
    lastName: user.lastName,
    phone: user.phone,
    locale: user.locale,
    isOperator: user.isOperator,
    lastLoginAt: user.lastLoginAt?.toJSDate() ?? null,
    previousLoginAt: user.previousLoginAt?.toJSDate() ?? null,
    deactivatedAt: user.deactivatedAt?.toJSDate() ?? null,
  }
}
