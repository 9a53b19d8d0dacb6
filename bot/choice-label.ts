import { z } from 'zod'

const Action = z.object({ title: z.string(), data: z.object({ pick: z.string().optional() }).optional() })
const Element = z.object({ choices: z.array(z.object({ title: z.string(), value: z.string() })).optional() })
const Shown = z.object({
  attachments: z.array(
    z.object({
      content: z.object({ actions: z.array(Action).default([]), body: z.array(Element.catch({})).default([]) }),
    }),
  ),
})

/** What stood on the button that was clicked, so that the transcript reads as the person saw it. */
export function choiceLabel(shown: unknown, pick: string): string | undefined {
  const { success, data } = Shown.safeParse(shown)
  for (const { content } of success ? data.attachments : []) {
    const action = content.actions.find((button) => button.data?.pick === pick)
    const choice = content.body.flatMap(({ choices }) => choices ?? []).find(({ value }) => value === pick)
    if (action || choice) return action?.title ?? choice?.title
  }
  return undefined
}
