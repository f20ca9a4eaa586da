import { defineConfig } from '@adonisjs/core/bodyparser'

/** Nothing legitimate comes near 100 KB; uploads will have their own limit on their own routes. */
const LIMIT = '100kb'

export default defineConfig({
  allowedMethods: ['POST', 'PUT', 'PATCH', 'DELETE'],
  form: {
    limit: LIMIT,
    convertEmptyStringsToNull: true,
    trimWhitespaces: false,
    types: ['application/x-www-form-urlencoded'],
  },
  // No page takes JSON, and the /cpro calls read their own: a body of brackets only finds no parser.
  json: { limit: LIMIT, types: [] },
  raw: { limit: LIMIT, types: [] },
  multipart: { autoProcess: false, limit: LIMIT, types: ['multipart/form-data'] },
})
