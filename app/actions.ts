'use server'
import type { Entry } from '../components/shell/palette-entries.ts'
import type { Agreed, Outcome, ShownPlan } from '../components/verb/outcome.ts'
import { control } from '../lib/control.ts'
import { commandOf } from '../lib/core/command.ts'
import type { ModeName } from '../lib/core/policy.ts'
import type { JsonObject } from '../lib/core/run.ts'
import { agreementIn } from '../lib/web/agreement.ts'
import { formInput } from '../lib/web/form-input.ts'
import { outcomeOf } from '../lib/web/handle.ts'
import { viewer } from '../lib/web/viewer.ts'

/** What a verb that only reads answers. */
export async function askVerb(address: string, form: FormData): Promise<Outcome<JsonObject>> {
  const actor = await viewer()
  return outcomeOf(async () => control().ask(actor, address, formInput(control().verbs, address, form)))
}

/** What a verb would do with the form's input. */
export async function previewVerb(address: string, form: FormData): Promise<Outcome<ShownPlan>> {
  const actor = await viewer()
  return outcomeOf(async () => {
    const input = formInput(control().verbs, address, form)
    const { title, sentence, steps, effect, word, needsReason, digest } = await control().preview(actor, address, input)
    return { title, sentence, steps, effect, word, needsReason, digest, command: commandOf(address, input) }
  })
}

/** Uses a verb, if its plan is still the one that was confirmed. */
export async function runVerb(address: string, form: FormData, agreed: Agreed): Promise<Outcome<{ run: string }>> {
  const actor = await viewer()
  return outcomeOf(async () => {
    const input = formInput(control().verbs, address, form)
    return { run: (await control().submit(actor, address, input, agreementIn(agreed))).id }
  })
}

/** Changes the control room itself, at once: what the verb answers may be shown this once only. */
export async function changeRoom(address: string, form: FormData, agreed: Agreed): Promise<Outcome<JsonObject>> {
  const actor = await viewer()
  return outcomeOf(async () => control().change(actor, address, formInput(control().verbs, address, form), agreementIn(agreed)))
}

export async function cancelRun(id: string): Promise<Outcome<null>> {
  const actor = await viewer()
  return outcomeOf(async () => {
    await control().cancel(actor, id)
    return null
  })
}

/** Creates the first admin, with the one-time token that the server printed. There is nobody to sign in before. */
export async function createFirstAdmin(token: string, form: FormData): Promise<Outcome<null>> {
  const {
    name = '',
    email = '',
    password = '',
  } = Object.fromEntries([...form].filter((pair): pair is [string, string] => typeof pair[1] === 'string'))
  return outcomeOf(async () => {
    await control().members.createFirstAdmin(token, { name: name.trim(), email: email.trim(), password })
    return null
  })
}

/** Chooses the mode of this session. */
export async function switchMode(mode: ModeName): Promise<Outcome<JsonObject>> {
  const actor = await viewer()
  return outcomeOf(async () => control().change(actor, 'control_room.switch_mode', { mode }))
}

/** All verbs, as the palette lists them. */
export async function listVerbs(): Promise<Entry[]> {
  const actor = await viewer()
  return Object.entries(control().verbs).map(([address, { title }]) => {
    const decision = control().judge(actor, address)
    return {
      id: `verb:${address}`,
      title,
      detail: address,
      href: `/skills/${address.replace('.', '/')}`,
      command: commandOf(address, {}),
      ...(decision.allowed ? {} : { refusal: decision.reason }),
    }
  })
}
