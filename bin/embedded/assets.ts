import { createHash } from 'node:crypto'
import { access, glob, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { start, succeed, type Child } from './child.js'
import { ROOT } from './paths.js'

const ASSETS = join(ROOT, 'public/assets')
const STAMP = join(ASSETS, '.vite/stamp')
const SOURCES = [
  'resources/**/*',
  'package-lock.json',
  'vite.config.ts',
  'design-tokens.config.json',
]

/** Fingerprint of everything the browser's files are made of. */
export async function fingerprint(root = ROOT): Promise<string> {
  const files: string[] = []
  for await (const file of glob(SOURCES, { cwd: root, withFileTypes: true })) {
    if (file.isFile()) files.push(join(file.parentPath, file.name))
  }
  const hash = createHash('sha256')
  for (const file of files.sort()) {
    hash
      .update(file.slice(root.length))
      .update('\0')
      .update(await readFile(file))
      .update('\0')
  }
  return hash.digest('hex')
}

/** Whether what was built last is what the sources say now. */
export async function assetsAreBuilt(): Promise<boolean> {
  try {
    await access(join(ASSETS, '.vite/manifest.json'))
    return (await readFile(STAMP, 'utf8')) === (await fingerprint())
  } catch {
    return false
  }
}

/**
 * Builds the browser's files aside, then puts them in place at once: several runs may build
 * together, and one that is interrupted leaves what was there. `track` is told of the process.
 */
export async function buildAssets(log: string, track: (child: Child) => void): Promise<void> {
  const stamp = await fingerprint()
  const aside = join(ROOT, 'public', `.assets-${process.pid}`)
  const vite = join(
    dirname(createRequire(import.meta.url).resolve('vite/package.json')),
    'bin/vite.js'
  )
  try {
    await mkdir(dirname(ASSETS), { recursive: true })
    const build = start({
      name: 'The build of the pages (vite build)',
      log,
      // The native loader writes nothing into node_modules, which may belong to another user.
      args: [vite, 'build', '--configLoader=native', '--outDir', aside, '--emptyOutDir'],
      environment: { NODE_ENV: 'production' },
    })
    track(build)
    await succeed(build)
    await writeFile(join(aside, '.vite/stamp'), stamp)
    await rm(`${aside}.old`, { recursive: true, force: true })
    await rename(ASSETS, `${aside}.old`).catch(() => undefined)
    await rename(aside, ASSETS).catch(async (error) => {
      // Another run was quicker: what it built is as good.
      if (!(await assetsAreBuilt())) throw error
    })
  } finally {
    await rm(`${aside}.old`, { recursive: true, force: true })
    await rm(aside, { recursive: true, force: true })
  }
}
