import '@adonisjs/core/types/http'

type ParamValue = string | number | bigint | boolean

export type ScannedRoutes = {
  ALL: {
    'health.live': { paramsTuple?: []; params?: {} }
    'health.ready': { paramsTuple?: []; params?: {} }
    'home.show': { paramsTuple?: []; params?: {} }
    'status': { paramsTuple?: []; params?: {} }
    'help': { paramsTuple?: []; params?: {} }
    'sitemap': { paramsTuple?: []; params?: {} }
    'legal_notice': { paramsTuple?: []; params?: {} }
    'personal_data': { paramsTuple?: []; params?: {} }
    'accessibility': { paramsTuple?: []; params?: {} }
    'terms': { paramsTuple?: []; params?: {} }
    'contact': { paramsTuple?: []; params?: {} }
    'locale.update': { paramsTuple?: []; params?: {} }
    'manager_activities.show': { paramsTuple?: []; params?: {} }
    'own_organisations.index': { paramsTuple?: []; params?: {} }
    'history.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'organisations.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'history_exports.create': { paramsTuple?: []; params?: {} }
    'history_exports.show': { paramsTuple?: []; params?: {} }
    'organisation_users.create': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'organisation_users.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'session.create': { paramsTuple?: []; params?: {} }
    'session.store': { paramsTuple?: []; params?: {} }
    'session.destroy': { paramsTuple?: []; params?: {} }
    'password_reset_requests.create': { paramsTuple?: []; params?: {} }
    'password_reset_requests.store': { paramsTuple?: []; params?: {} }
    'password_resets.edit': { paramsTuple: [ParamValue]; params: {'secret': ParamValue} }
    'password_resets.update': { paramsTuple: [ParamValue]; params: {'secret': ParamValue} }
    'reauthentication.create': { paramsTuple?: []; params?: {} }
    'reauthentication.store': { paramsTuple?: []; params?: {} }
    'contact_email_verifications.create': { paramsTuple: [ParamValue]; params: {'secret': ParamValue} }
    'contact_email_verifications.store': { paramsTuple: [ParamValue]; params: {'secret': ParamValue} }
    'account.show': { paramsTuple?: []; params?: {} }
    'contact_emails.edit': { paramsTuple?: []; params?: {} }
    'contact_emails.update': { paramsTuple?: []; params?: {} }
    'handovers.create': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'handovers.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'handovers.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'handovers.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'handover_acceptances.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'handover_acceptances.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'technical_accounts.create': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'technical_accounts.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'technical_account_passwords.create': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'accountId': ParamValue} }
    'technical_account_passwords.store': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'accountId': ParamValue} }
    'technical_accounts.show': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'accountId': ParamValue} }
    'technical_accounts.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'accountId': ParamValue} }
    'technical_account_suspensions.create': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'accountId': ParamValue} }
    'technical_account_suspensions.store': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'accountId': ParamValue} }
    'technical_account_suspensions.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'accountId': ParamValue} }
    'technical_account_expiries.show': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'accountId': ParamValue} }
    'technical_account_overlaps.show': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'accountId': ParamValue} }
    'technical_account_overlaps.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'accountId': ParamValue} }
    'credential_exports.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'credential_exports.show': { paramsTuple: [ParamValue]; params: {'ticket': ParamValue} }
    'credential_export_files.show': { paramsTuple: [ParamValue]; params: {'ticket': ParamValue} }
    'oauth_tokens.store': { paramsTuple?: []; params?: {} }
    'oauth_tokens.store_short': { paramsTuple?: []; params?: {} }
    'oauth_revocations.store': { paramsTuple?: []; params?: {} }
    'oauth_introspections.store': { paramsTuple?: []; params?: {} }
    'oauth_metadata.show': { paramsTuple?: []; params?: {} }
    'cpro.structures.index': { paramsTuple?: []; params?: {} }
    'cpro.services.index': { paramsTuple?: []; params?: {} }
    'cpro.services.show': { paramsTuple?: []; params?: {} }
    'cpro.rattachements.index': { paramsTuple?: []; params?: {} }
    'cpro.etats.show': { paramsTuple?: []; params?: {} }
    'cpro.structures.show': { paramsTuple?: []; params?: {} }
    'cpro.appels_inconnus.racine': { paramsTuple?: []; params?: {} }
    'cpro.appels_inconnus.autres': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  GET: {
    'health.live': { paramsTuple?: []; params?: {} }
    'health.ready': { paramsTuple?: []; params?: {} }
    'home.show': { paramsTuple?: []; params?: {} }
    'status': { paramsTuple?: []; params?: {} }
    'help': { paramsTuple?: []; params?: {} }
    'sitemap': { paramsTuple?: []; params?: {} }
    'legal_notice': { paramsTuple?: []; params?: {} }
    'personal_data': { paramsTuple?: []; params?: {} }
    'accessibility': { paramsTuple?: []; params?: {} }
    'terms': { paramsTuple?: []; params?: {} }
    'contact': { paramsTuple?: []; params?: {} }
    'manager_activities.show': { paramsTuple?: []; params?: {} }
    'own_organisations.index': { paramsTuple?: []; params?: {} }
    'history.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'organisations.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'history_exports.create': { paramsTuple?: []; params?: {} }
    'history_exports.show': { paramsTuple?: []; params?: {} }
    'organisation_users.create': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'organisation_users.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'session.create': { paramsTuple?: []; params?: {} }
    'password_reset_requests.create': { paramsTuple?: []; params?: {} }
    'password_resets.edit': { paramsTuple: [ParamValue]; params: {'secret': ParamValue} }
    'reauthentication.create': { paramsTuple?: []; params?: {} }
    'contact_email_verifications.create': { paramsTuple: [ParamValue]; params: {'secret': ParamValue} }
    'account.show': { paramsTuple?: []; params?: {} }
    'contact_emails.edit': { paramsTuple?: []; params?: {} }
    'handovers.create': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'handovers.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'technical_accounts.create': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'technical_account_passwords.create': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'accountId': ParamValue} }
    'technical_accounts.show': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'accountId': ParamValue} }
    'technical_account_suspensions.create': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'accountId': ParamValue} }
    'technical_account_expiries.show': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'accountId': ParamValue} }
    'technical_account_overlaps.show': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'accountId': ParamValue} }
    'credential_exports.show': { paramsTuple: [ParamValue]; params: {'ticket': ParamValue} }
    'credential_export_files.show': { paramsTuple: [ParamValue]; params: {'ticket': ParamValue} }
    'oauth_metadata.show': { paramsTuple?: []; params?: {} }
    'cpro.etats.show': { paramsTuple?: []; params?: {} }
    'cpro.appels_inconnus.racine': { paramsTuple?: []; params?: {} }
    'cpro.appels_inconnus.autres': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  HEAD: {
    'health.live': { paramsTuple?: []; params?: {} }
    'health.ready': { paramsTuple?: []; params?: {} }
    'home.show': { paramsTuple?: []; params?: {} }
    'status': { paramsTuple?: []; params?: {} }
    'help': { paramsTuple?: []; params?: {} }
    'sitemap': { paramsTuple?: []; params?: {} }
    'legal_notice': { paramsTuple?: []; params?: {} }
    'personal_data': { paramsTuple?: []; params?: {} }
    'accessibility': { paramsTuple?: []; params?: {} }
    'terms': { paramsTuple?: []; params?: {} }
    'contact': { paramsTuple?: []; params?: {} }
    'manager_activities.show': { paramsTuple?: []; params?: {} }
    'own_organisations.index': { paramsTuple?: []; params?: {} }
    'history.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'organisations.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'history_exports.create': { paramsTuple?: []; params?: {} }
    'history_exports.show': { paramsTuple?: []; params?: {} }
    'organisation_users.create': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'organisation_users.index': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'session.create': { paramsTuple?: []; params?: {} }
    'password_reset_requests.create': { paramsTuple?: []; params?: {} }
    'password_resets.edit': { paramsTuple: [ParamValue]; params: {'secret': ParamValue} }
    'reauthentication.create': { paramsTuple?: []; params?: {} }
    'contact_email_verifications.create': { paramsTuple: [ParamValue]; params: {'secret': ParamValue} }
    'account.show': { paramsTuple?: []; params?: {} }
    'contact_emails.edit': { paramsTuple?: []; params?: {} }
    'handovers.create': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'handovers.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'technical_accounts.create': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'technical_account_passwords.create': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'accountId': ParamValue} }
    'technical_accounts.show': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'accountId': ParamValue} }
    'technical_account_suspensions.create': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'accountId': ParamValue} }
    'technical_account_expiries.show': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'accountId': ParamValue} }
    'technical_account_overlaps.show': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'accountId': ParamValue} }
    'credential_exports.show': { paramsTuple: [ParamValue]; params: {'ticket': ParamValue} }
    'oauth_metadata.show': { paramsTuple?: []; params?: {} }
    'cpro.etats.show': { paramsTuple?: []; params?: {} }
    'cpro.appels_inconnus.racine': { paramsTuple?: []; params?: {} }
    'cpro.appels_inconnus.autres': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  POST: {
    'locale.update': { paramsTuple?: []; params?: {} }
    'session.store': { paramsTuple?: []; params?: {} }
    'session.destroy': { paramsTuple?: []; params?: {} }
    'password_reset_requests.store': { paramsTuple?: []; params?: {} }
    'password_resets.update': { paramsTuple: [ParamValue]; params: {'secret': ParamValue} }
    'reauthentication.store': { paramsTuple?: []; params?: {} }
    'contact_email_verifications.store': { paramsTuple: [ParamValue]; params: {'secret': ParamValue} }
    'contact_emails.update': { paramsTuple?: []; params?: {} }
    'handovers.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'handover_acceptances.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'technical_accounts.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'technical_account_passwords.store': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'accountId': ParamValue} }
    'technical_account_suspensions.store': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'accountId': ParamValue} }
    'credential_exports.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'oauth_tokens.store': { paramsTuple?: []; params?: {} }
    'oauth_tokens.store_short': { paramsTuple?: []; params?: {} }
    'oauth_revocations.store': { paramsTuple?: []; params?: {} }
    'oauth_introspections.store': { paramsTuple?: []; params?: {} }
    'cpro.structures.index': { paramsTuple?: []; params?: {} }
    'cpro.services.index': { paramsTuple?: []; params?: {} }
    'cpro.services.show': { paramsTuple?: []; params?: {} }
    'cpro.rattachements.index': { paramsTuple?: []; params?: {} }
    'cpro.structures.show': { paramsTuple?: []; params?: {} }
    'cpro.appels_inconnus.racine': { paramsTuple?: []; params?: {} }
    'cpro.appels_inconnus.autres': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  DELETE: {
    'handovers.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'handover_acceptances.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'technical_accounts.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'accountId': ParamValue} }
    'technical_account_suspensions.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'accountId': ParamValue} }
    'technical_account_overlaps.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'accountId': ParamValue} }
    'cpro.appels_inconnus.racine': { paramsTuple?: []; params?: {} }
    'cpro.appels_inconnus.autres': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  OPTIONS: {
    'cpro.appels_inconnus.racine': { paramsTuple?: []; params?: {} }
    'cpro.appels_inconnus.autres': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  PUT: {
    'cpro.appels_inconnus.racine': { paramsTuple?: []; params?: {} }
    'cpro.appels_inconnus.autres': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  PATCH: {
    'cpro.appels_inconnus.racine': { paramsTuple?: []; params?: {} }
    'cpro.appels_inconnus.autres': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
}
declare module '@adonisjs/core/types/http' {
  export interface RoutesList extends ScannedRoutes {}
}