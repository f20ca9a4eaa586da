const FIRST_WAIT = 500
const LONGEST_WAIT = 4000

/**
 * Export page: asks for the state of the PDF until it is ready, then shows the page's final state.
 * Without JavaScript the page's `<noscript>` refresh does the same.
 */
export function followExport() {
  const progress = document.querySelector('[data-export-state]')
  if (progress) ask(progress.dataset.exportState, FIRST_WAIT)
}

function ask(url, wait) {
  setTimeout(async () => {
    try {
      const response = await fetch(url, { headers: { accept: 'application/json' } })
      const { state } = response.ok ? await response.json() : { state: 'gone' }
      if (state !== 'pending') return location.reload()
    } catch {
      // The network was away for a moment: the next turn asks again.
    }
    ask(url, Math.min(wait * 1.5, LONGEST_WAIT))
  }, wait)
}
