/** The two members every answer begins with, for a call that did what it was asked. */
export const SUCCES = { codeRetour: 0, libelle: 'TRA_MSG_00.000' } as const
