export { findReach } from './queries/find_reach.js'
export { findPrincipalManager, type PrincipalManager } from './queries/find_principal_manager.js'
export { holdPrincipalManager } from './queries/hold_principal_manager.js'
export {
  ATTACHED_USER_SORTS,
  listAttachedUsers,
  readAttachedUsers,
  type AttachedTo,
  type AttachedUser,
  type AttachedUserSort,
} from './queries/list_attached_users.js'
export { findOpenHandover, listHandoversTo } from './queries/find_handovers.js'
export {
  listOwnAttachments,
  type LiveAttachmentStatus,
  type OwnAttachment,
  type OwnAttachmentSort,
} from './queries/list_own_attachments.js'
export { findOwnServices } from './queries/find_own_services.js'
export { RecordHistoryExport } from './actions/record_history_export.js'
export { RecordUsersExport } from './actions/record_users_export.js'
export { onlyPrincipalManager } from './policies/only_principal_manager.js'
