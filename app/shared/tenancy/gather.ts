interface Waiting<Question, Answer> {
  question: Question
  resolve: (answer: Answer) => void
  reject: (error: unknown) => void
}

/** At most as many questions are asked together: an answer must not grow without bound. */
const MOST = 100

/**
 * Asks together what is asked at the same time: one trip to the database costs about as much as
 * twenty questions on it. Nothing is kept, and nobody is answered from what was read before they
 * asked; who asks alone does not wait for others.
 *
 * @param ask calls `take` once, when it is ready to ask: whoever came meanwhile is included. It
 * answers in the order of the questions; what it throws, each of them is told
 */
export function gather<Question, Answer>(
  ask: (take: () => Question[]) => Promise<Answer[]>
): (question: Question) => Promise<Answer> {
  const waiting: Waiting<Question, Answer>[] = []
  let gathering = false

  const begin = () => {
    if (gathering || waiting.length === 0) return
    gathering = true
    // The other requests of this turn of the event loop ask first.
    setImmediate(() => void send())
  }
  const send = async () => {
    let taken: Waiting<Question, Answer>[] | undefined
    const take = () => {
      taken = waiting.splice(0, MOST)
      gathering = false
      begin()
      return taken.map(({ question }) => question)
    }
    try {
      const answers = await ask(take)
      taken!.forEach(({ resolve }, i) => resolve(answers[i]))
    } catch (error) {
      if (!taken) take()
      for (const { reject } of taken!) reject(error)
    }
  }
  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject })
      begin()
    })
}
