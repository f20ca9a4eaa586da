import type { ColumnInfo, SchemaRules } from '@adonisjs/lucid/types/schema_generator'

const column = (tsType: string): ColumnInfo => ({ tsType, decorators: [{ name: '@column' }] })

const oneOf = (...words: string[]) => column(words.map((word) => `'${word}'`).join(' | '))

/** Never part of what a model serialises to: a page, a log line or an answer can't leak it. */
const hidden = (tsType: string): ColumnInfo => ({
  tsType,
  decorators: [{ name: '@column', args: { serializeAs: null } }],
})

const identity: ColumnInfo = {
  tsType: 'number',
  decorators: [{ name: '@column', args: { isPrimary: true } }],
}

const dateTime: ColumnInfo = {
  tsType: 'DateTime',
  imports: [{ source: 'luxon', namedImports: ['DateTime'] }],
  decorators: [{ name: '@column.dateTime' }],
}

/**
 * How columns become properties of the generated classes (database/schema.ts). The words of the
 * check constraints are repeated here: PostgreSQL's catalogue tells a text column from another,
 * not what it may hold.
 */
export default {
  types: {
    // No column of ours passes 2^53: config/database.ts reads bigints as numbers.
    bigint: column('number'),
    jsonb: column('Record<string, unknown>'),
    ARRAY: column('string[]'),
  },
  columns: {
    // The database dates its rows by default; the application's clock must not overrule it.
    created_at: dateTime,
    occurred_at: dateTime,
    password_hash: hidden('string'),
    verifier: hidden('Buffer'),
    secret_hash: hidden('Buffer'),
    ticket_hash: hidden('Buffer'),
    session_hash: hidden('Buffer'),
    sealed_secret: hidden('string'),
    sealed_pdf: hidden('Buffer'),
    updated_at: {
      ...dateTime,
      decorators: [{ name: '@column.dateTime', args: { autoUpdate: true } }],
    },
  },
  tables: {
    audit_events: {
      columns: {
        id: identity,
        actor_kind: oneOf('person', 'technical_account', 'operator', 'system'),
      },
    },
    outbox_messages: { columns: { id: identity } },
    organisations: {
      columns: {
        kind: oneOf('company', 'public_body', 'association', 'individual'),
        identifier_type: oneOf(
          'SIRET',
          'UE_HORS_FRANCE',
          'HORS_UE',
          'RIDET',
          'TAHITI',
          'AUTRE',
          'PARTICULIER'
        ),
        status: oneOf('active', 'inactive'),
      },
    },
    users: { columns: { locale: oneOf('fr', 'en') } },
    user_links: { columns: { purpose: oneOf('password_reset', 'contact_email') } },
    attachments: {
      columns: {
        role: oneOf('principal_manager', 'user'),
        status: oneOf('pending', 'validated', 'refused', 'deactivated', 'removed'),
      },
    },
    manager_handovers: {
      columns: { status: oneOf('proposed', 'accepted', 'declined', 'withdrawn', 'expired') },
    },
    technical_accounts: { columns: { status: oneOf('active', 'suspended', 'deleted') } },
    password_notices: { columns: { stage: oneOf('30', '15', '7', '3', '1', 'expired') } },
  },
} satisfies SchemaRules
