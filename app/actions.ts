'use server'
import type { Entry } from '../components/shell/palette-entries.ts'
import type { Agreed, Outcome, ShownPlan } from '../components/verb/outcome.ts'
import { control } from '../lib/control.ts'
import { commandOf } from '../lib/core/command.ts'
import type { Plan } from '../lib/core/plan.ts'
import type { ModeName } from '../lib/core/policy.ts'
import type { JsonObject } from '../lib/core/run.ts'
import { agreementIn } from '../lib/web/agreement.ts'
import { formInput } from '../lib/web/form-input.ts'
import { outcomeOf } from '../lib/web/handle.ts'
import { signedIn } from '../lib/web/viewer.ts'

/** What a verb that only reads answers. */
export async function askVerb(address: string, form: FormData): Promise<Outcome<JsonObject>> {
  return outcomeOf(async () => control().ask(await signedIn(), address, formInput(control().verbs, address, form)))
}

/** What a verb would do with the form's input. */
export async function previewVerb(address: string, form: FormData): Promise<Outcome<ShownPlan>> {
  return outcomeOf(async () => {
    const actor = await signedIn()
    const input = formInput(control().verbs, address, form)
    const { ahead, ...plan } = await control().preview(actor, address, input)
    return shownPlan(plan, ahead, commandOf(address, input))
  })
}

/** Uses a verb, if its plan is still the one that was confirmed. */
export async function runVerb(address: string, form: FormData, agreed: Agreed): Promise<Outcome<{ run: string }>> {
  return outcomeOf(async () => {
    const actor = await signedIn()
    const input = formInput(control().verbs, address, form)
    return { run: (await control().submit(actor, address, input, agreementIn(agreed))).id }
  })
}

/** Changes the control room itself, at once: what the verb answers may be shown this once only. */
export async function changeRoom(address: string, form: FormData, agreed: Agreed): Promise<Outcome<JsonObject>> {
  return outcomeOf(async () => {
    const actor = await signedIn()
    return control().change(actor, address, formInput(control().verbs, address, form), agreementIn(agreed))
  })
}

/** Cancels a run, or refuses one that waits; the reason is kept. */
export async function cancelRun(id: string, reason = ''): Promise<Outcome<null>> {
  return outcomeOf(async () => {
    await control().cancel(await signedIn(), id, agreementIn({ reason }).reason)
    return null
  })
}

/** What a waiting run would do, for who is to approve it. */
export async function previewApproval(id: string): Promise<Outcome<ShownPlan>> {
  return outcomeOf(async () => {
    const { plan } = await control().asked(await signedIn(), id)
    return shownPlan(plan, null, `devops-agent runs approve ${id}`)
  })
}

/** Lets a waiting run go on, if its plan is still the one that was read. */
export async function approveRun(id: string, agreed: Agreed): Promise<Outcome<JsonObject>> {
  return outcomeOf(async () => ({ run: (await control().approve(await signedIn(), id, agreementIn(agreed))).id }))
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
  return outcomeOf(async () => control().change(await signedIn(), 'control_room.switch_mode', { mode }))
}

/** All verbs, as the palette lists them. */
export async function listVerbs(): Promise<Outcome<Entry[]>> {
  return outcomeOf(async () => {
    const actor = await signedIn()
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
  })
}

function shownPlan(
  { title, sentence, steps, effect, word, needsReason, digest }: Plan,
  ahead: ShownPlan['ahead'],
  command: string,
): ShownPlan {
  return { title, sentence, steps, effect, word, needsReason, digest, ahead, command }
}
