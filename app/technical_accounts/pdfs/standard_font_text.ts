/** What the standard fonts of PDF can show: ASCII, Latin-1, and these (WinAnsiEncoding, ISO 32000-1 annex D). */
const SHOWN = /[\n\u0020-\u007E\u00A0-\u00FF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/u

/** Letters whose stroke is no accent that could be taken off, and the space between the groups of a number. */
const PLAIN: Readonly<Record<string, string>> = {
  'Ł': 'L',
  'ł': 'l',
  'Đ': 'D',
  'đ': 'd',
  'ı': 'i',
  '\u202F': '\u00A0',
}

/**
 * A text as the standard fonts can show it. Other letters lose their accents, the rest becomes
 * "?": drawn as they are, they would lie on top of each other. Passwords and logins are ASCII.
 */
export function inStandardFont(text: string): string {
  return [...text.normalize('NFC')]
    .map((symbol) => {
      if (SHOWN.test(symbol)) return symbol
      const plain = PLAIN[symbol] ?? symbol.normalize('NFD').replace(/\p{M}/gu, '')
      return plain && SHOWN.test(plain) ? plain : '?'
    })
    .join('')
}
