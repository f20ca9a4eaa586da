/** Names, identifiers and addresses of real establishments are public facts; the rest is invented. */
export const BULL = {
  kind: 'company',
  identifier_type: 'SIRET',
  identifier: '64205873900839',
  name: 'BULL SAS',
  label: 'Comptabilité',
  email: 'contact@bull.habilis.test',
  emits_edi: true,
  receives_edi_lifecycle: true,
  address_line: 'Rue Jean Jaurès',
  postal_code: '78340',
  city: 'Les Clayes-sous-Bois',
  country_code: 'FR',
  phone_prefix: '+33',
  phone: '0123456789',
  created_at: '2012-01-02T08:00:00Z',
}

export const BANQUE_DE_FRANCE = {
  kind: 'public_body',
  identifier_type: 'SIRET',
  identifier: '57210489100013',
  name: 'BANQUE DE FRANCE',
  label: 'Siège',
  email: 'contact@banque.habilis.test',
  service_code_required: true,
  engagement_required: false,
  address_line: '1 rue La Vrillière',
  postal_code: '75001',
  city: 'Paris',
  country_code: 'FR',
  created_at: '2016-09-01T08:00:00Z',
}

export const OTHER = {
  kind: 'association',
  identifier_type: 'AUTRE',
  identifier: 'DEMO-ASSOCIATION-1',
  name: 'Association fictive de démonstration',
  email: 'contact@autre.habilis.test',
  address_line: '3 place de l’Exemple',
  postal_code: '69001',
  city: 'Lyon',
  country_code: 'FR',
  created_at: '2020-03-14T08:00:00Z',
}

export const DEFAULT_SERVICE = {
  code: 'SERVICE_PAR_DEFAUT',
  label: 'Service par défaut de la structure',
  is_default: true,
  starts_at: '2012-01-01T00:00:00Z',
}

const named = [
  { code: 'FACTURES_PUBLIQUES', label: 'Factures publiques', starts_at: '2016-09-01T00:00:00Z' },
  {
    code: 'FI_SGPI',
    label: 'Service financier SGPI',
    description: 'Pôle de prescription SGPI',
    starts_at: '2022-03-10T14:01:32Z',
  },
]

export const PUBLIC_SERVICES = [
  ...named,
  ...Array.from({ length: 22 }, (_, index) => ({
    code: `DEMO_${String(index + 1).padStart(2, '0')}`,
    label: `Service de démonstration ${index + 1}`,
    starts_at: '2021-01-01T00:00:00Z',
    // A few have ended, and the last one begins later.
    ends_at: index % 8 === 7 ? '2025-01-01T00:00:00Z' : null,
  })),
]
