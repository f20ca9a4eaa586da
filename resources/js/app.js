import { enableCopyButtons } from './copy.js'
import { followExport } from './export_progress.js'
import { focusErrorSummary } from './error_summary.js'

enableCopyButtons()
followExport()
focusErrorSummary()
