export { findReach } from './queries/find_reach.js'
