/** A refused form is announced: the summary takes the focus. */
export function focusErrorSummary() {
  document.querySelector('.ds-error-summary')?.focus()
}
