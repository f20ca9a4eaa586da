/** The one method each call of the contract takes, for those who use another. */
export const METHODES: ReadonlyMap<string, 'GET' | 'POST'> = new Map([
  ['/cpro/structures/v1/rechercher', 'POST'],
  ['/cpro/structures/v1/consulter', 'POST'],
  ['/cpro/structures/v1/rechercher/services', 'POST'],
  ['/cpro/structures/v1/consulter/service', 'POST'],
  ['/cpro/utilisateurs/v1/monCompte/recuperer/rattachements', 'POST'],
  ['/cpro/transverses/v1/health-check', 'GET'],
])
