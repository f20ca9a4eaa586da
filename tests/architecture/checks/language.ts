import type { SourceFile } from '../source.js'

/** Messages by key, `file.path.to.key`. */
export type Messages = Readonly<Record<string, string>>

/** The messages of one language, from its JSON files. */
export function readMessages(files: readonly SourceFile[], locale: string): Messages {
  const messages: Record<string, string> = {}
  for (const { path, text } of files) {
    const name = new RegExp(`^resources/lang/${locale}/(.+)\\.json$`).exec(path)?.[1]
    if (name) flatten(JSON.parse(text), name.replaceAll('/', '.'), messages)
  }
  return messages
}

function flatten(value: unknown, key: string, into: Record<string, string>): void {
  if (typeof value === 'string') into[key] = value
  else {
    for (const [name, child] of Object.entries(value as object)) {
      flatten(child, `${key}.${name}`, into)
    }
  }
}

const TRANSLATES =
  /(?<![\w$])(?:t|formatMessage)\(\s*(?:'([^'\n]*)'|"([^"\n]*)"|`([^`]*)`)(\s*\+)?/g

/** Keys and beginnings of keys that a page or a piece of code asks for, where they are missing. */
export function missingMessages(
  files: readonly SourceFile[],
  languages: Readonly<Record<string, Messages>>
): string[] {
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(TRANSLATES)].flatMap(([, single, double, template, plus]) => {
      const written = single ?? double ?? template
      const [key] = template === undefined ? [written] : written.split('${')
      const begins = plus !== undefined || key !== written
      // A namespace names itself before its first point; anything else is another function's `t`.
      if (!/^[a-z][\w]*\./.test(key)) return []
      return Object.entries(languages)
        .filter(([, messages]) =>
          begins
            ? !Object.keys(messages).some((known) => known.startsWith(key))
            : !(key in messages)
        )
        .map(([locale]) => `${path} asks for ${key}${begins ? '…' : ''}, missing in ${locale}`)
    })
  )
}

/** French messages with an ordinary space where a line must not end: before « : ; ! ? » ». */
export function breakingSpaces(french: Messages): string[] {
  return Object.keys(french).filter((key) => / [:;!?»]|« /.test(french[key]))
}

/** Keys that one language has and the other has not, or with other values to fill in. */
export function differingMessages(one: Messages, other: Messages): string[] {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...keys].flatMap((key) => {
    if (!(key in one) || !(key in other)) return [`${key} is in one language only`]
    const [left, right] = [one[key], other[key]].map((text) => [...argumentsOf(text)].sort().join())
    return left === right
      ? []
      : [`${key} takes {${left}} in one language and {${right}} in the other`]
  })
}

/** The names that an ICU message is filled in with. */
export function argumentsOf(message: string): Set<string> {
  const names = new Set<string>()
  let at = 0
  const skipSpace = () => {
    while (/\s/.test(message[at] ?? '')) at++
  }
  const text = () => {
    while (at < message.length && message[at] !== '}') {
      if (message[at] === '{') argument()
      else at++
    }
  }
  const argument = () => {
    const [, name, more] = /^\{\s*([\w.]+)\s*(,?)/.exec(message.slice(at)) ?? []
    if (name) names.add(name)
    at = name ? message.indexOf(more || '}', at) + 1 : at + 1
    if (!name || !more) return
    while (at < message.length && message[at] !== '}') {
      if (message[at] === '{') {
        at++
        text()
      }
      at++
      skipSpace()
    }
    at++
  }
  while (at < message.length) {
    text()
    at++
  }
  return names
}
