/**
 * Copy buttons: `<button hidden data-copy="<id of the field>" data-copied="…">`, beside an element
 * `<id>-copied` with role="status", which speaks the confirmation. Hidden without JavaScript.
 */
export function enableCopyButtons() {
  for (const button of document.querySelectorAll('[data-copy]')) {
    button.hidden = false
    button.addEventListener('click', () => copy(button))
  }
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copy)
  const text = source.dataset.value ?? source.value ?? source.textContent
  const copied = await writeToClipboard(text, source)
  const status = document.getElementById(`${button.dataset.copy}-copied`)

  // Emptied first: a second copy is spoken again.
  status.textContent = ''
  setTimeout(() => {
    status.textContent = copied ? button.dataset.copied : button.dataset.notCopied
  }, 50)
}

async function writeToClipboard(text, source) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    // Without TLS or permission: the text is selected, one keystroke remains.
    if (source.select) source.select()
    else getSelection().selectAllChildren(source)
    return false
  }
}
